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

/** Lines of text as gzip-compressed UTF-8, each line terminated by a line feed. */
public final class CompressedLines {

    private CompressedLines() {}

    /** Encodes lines, which must not contain line breaks. */
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
     * Decodes the first lines of the result of {@link #encode}; closes the stream.
     *
     * @param most maximum number of lines
     * @throws IOException if the stream cannot be read or has another format
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
     * Decodes all lines of untrusted data; closes the stream.
     *
     * @param mostBytes maximum total size of the lines in bytes, as protection against decompression bombs
     * @throws ZipException if the lines are larger, or the stream has another format
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
