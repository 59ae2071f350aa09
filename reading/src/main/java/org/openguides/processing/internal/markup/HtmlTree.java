package org.openguides.processing.internal.markup;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.util.Iterator;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.jsoup.parser.StreamParser;

/**
 * Builds HTML trees like browsers do, with a limit of their size: each paragraph repeats formatting elements that an
 * earlier one has left open, so a small file can expand to millions of elements.
 */
final class HtmlTree {

    /** Needs less than 100 MB. */
    static final int MAX_ELEMENTS = 100_000;

    /** Bytes within which the encoding has to be declared (HTML standard, 13.2.3.2). */
    private static final int DECLARATION_BYTES = 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    /** The syntax of a file. */
    enum Syntax {
        HTML,
        /** XML, parsed as leniently as HTML. */
        XHTML;

        Parser parser() {
            return this == HTML ? Parser.htmlParser() : Parser.xmlParser();
        }
    }

    private HtmlTree() {}

    /** Builds the tree of a file in its declared encoding. */
    static Document of(byte[] file, Syntax syntax) {
        try {
            ByteArrayInputStream start = new ByteArrayInputStream(file, 0, Math.min(file.length, DECLARATION_BYTES));
            Charset charset = Jsoup.parse(start, null, "", syntax.parser()).charset();
            return of(new String(file, charset), syntax);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Builds the tree of a text. */
    static Document of(String html, Syntax syntax) {
        boolean marked = !html.isEmpty() && html.charAt(0) == BYTE_ORDER_MARK;
        Reader text = new StringReader(marked ? html.substring(1) : html);
        try (StreamParser parser = new StreamParser(syntax.parser().setTrackPosition(true)).parse(text, "")) {
            int elements = 0;
            for (Iterator<Element> each = parser.iterator(); each.hasNext(); each.next()) {
                if (++elements > MAX_ELEMENTS) {
                    throw new TooLargeException("Its tags stand for more than " + MAX_ELEMENTS + " elements");
                }
            }
            return parser.document();
        }
    }
}
