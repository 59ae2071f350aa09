package org.openguides.processing.fuzz;

import java.io.IOException;

/** Fuzz target: any file is read as HTML and as XHTML. */
public final class HtmlFuzz {

    private HtmlFuzz() {}

    /** Reads one file. */
    public static void fuzzerTestOneInput(byte[] file) throws IOException {
        MarkupFuzz.read("a.html", file);
        MarkupFuzz.read("a.xhtml", file);
    }
}
