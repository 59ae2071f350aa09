package org.openguides.processing.internal.dita;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/**
 * Reads DITA in one pass. No DTD and no external entity is ever fetched: classes come from a table. Safe for use by many
 * threads; make one and keep it.
 */
public final class DitaParser {

    /** Knows what OASIS has published. */
    public DitaParser() {
        this(Map.of());
    }

    /**
     * Knows more elements.
     *
     * @param moreClasses classes by element name, like {@code - topic/topic acme/recipe}. They win over the published
     *                    ones where a file's DOCTYPE is not of OASIS
     * @throws IllegalArgumentException if a class is none
     */
    public DitaParser(Map<String, String> moreClasses) {}

    /**
     * Reads a file to its end, or, if it is not DITA, to its root element. The stream stays open.
     *
     * @throws DitaSyntaxException if it is not well-formed or beyond a limit
     * @throws IOException         if the stream fails
     */
    public DitaDocument parse(InputStream bytes, DitaHint hint) throws DitaSyntaxException, IOException {
        if (bytes.read() < 0) {
            throw new DitaSyntaxException("The file is empty", 1, 1, null, null, DitaType.NOT_DITA);
        }
        throw new UnsupportedOperationException();
    }
}
