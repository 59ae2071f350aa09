package org.openguides.processing.internal.text;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Lines of text as bytes: UTF-8, each line ended by a line feed, compressed with gzip. */
public final class CompressedLines {

    private CompressedLines() {}

    /** The bytes of some lines, none of which has a line break in it. */
    public static byte[] encode(List<String> lines) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (Writer writer = new OutputStreamWriter(new GZIPOutputStream(bytes), UTF_8)) {
            for (String line : lines) {
                writer.append(line).append('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /**
     * The first lines of what {@link #encode} made; the stream is closed.
     *
     * @param most how many lines
     * @throws IOException if the stream cannot be read, or holds something else
     */
    public static List<String> decode(InputStream bytes, long most) throws IOException {
        try (bytes;
                BufferedReader reader = new BufferedReader(new InputStreamReader(new GZIPInputStream(bytes), UTF_8));
                Stream<String> lines = reader.lines()) {
            return lines.limit(most).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /**
     * All lines of what may not be from {@link #encode}; the stream is closed.
     *
     * @param mostBytes how many bytes the lines may have together: a few compressed bytes can stand for any number
     * @throws ZipException if they have more, or the stream does not hold such lines
     * @throws IOException if the stream cannot be read
     */
    public static List<String> decodeForeign(InputStream bytes, int mostBytes) throws IOException {
        try (bytes) {
            byte[] text = new GZIPInputStream(bytes).readNBytes(mostBytes + 1);
            if (text.length > mostBytes) {
                throw new ZipException("more than " + mostBytes + " bytes of lines");
            }
            return new String(text, UTF_8).lines().toList();
        }
    }
}
