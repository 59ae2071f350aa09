package org.openguides.processing.internal.markup;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;

import org.openguides.processing.internal.dita.FileNames;

/** Reads Markdown, HTML and CSS. Safe for use by multiple threads, and meant to be reused. */
public final class MarkupParser {

    /** Maximum bytes of a file. */
    static final int MAX_BYTES = 1_000_000;

    /** Larger files are read one at a time by all threads together. */
    private static final int LARGE_BYTES = 100_000;

    private final Object turn = new Object();
    private final Map<String, MarkupReader> readers;

    public MarkupParser() {
        CssReader css = new CssReader();
        HtmlReader html = new HtmlReader(css, HtmlTree.Syntax.HTML);
        HtmlReader xhtml = new HtmlReader(css, HtmlTree.Syntax.XHTML);
        MarkdownReader markdown = new MarkdownReader(html);
        readers = Map.of("md", markdown, "markdown", markdown, "html", html, "htm", html, "xhtml", xhtml, "css", css);
    }

    /** Returns whether this parser reads files with this name. */
    public boolean reads(String fileName) {
        return readers.containsKey(FileNames.extension(fileName));
    }

    /**
     * Reads a file. The result of a file that is too large has only a warning. Does not close the stream.
     *
     * @param fileName name that {@link #reads} accepts
     * @throws IOException if the stream fails
     */
    public MarkupDocument parse(String fileName, InputStream bytes) throws IOException {
        MarkupReader reader = readers.get(FileNames.extension(fileName));
        if (reader == null) {
            throw new IllegalArgumentException("not Markdown, HTML or CSS: " + fileName);
        }
        byte[] file = bytes.readNBytes(MAX_BYTES + 1);
        if (file.length > MAX_BYTES) {
            return tooLarge("The file has more than " + MAX_BYTES + " bytes");
        }
        try {
            return file.length <= LARGE_BYTES ? reader.read(file) : readInTurn(reader, file);
        } catch (TooLargeException e) {
            return tooLarge(e.reason());
        }
    }

    private MarkupDocument readInTurn(MarkupReader reader, byte[] file) {
        synchronized (turn) {
            return reader.read(file);
        }
    }

    private static MarkupDocument tooLarge(String reason) {
        String warning = reason + "; its title and its references are not read";
        return new MarkupDocument(null, List.of(), List.of(warning));
    }
}
