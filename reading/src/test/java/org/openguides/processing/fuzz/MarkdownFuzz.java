package org.openguides.processing.fuzz;

import java.io.IOException;

/** Any file is read as Markdown. */
public final class MarkdownFuzz {

    private MarkdownFuzz() {}

    /** One file. */
    public static void fuzzerTestOneInput(byte[] file) throws IOException {
        MarkupFuzz.read("a.md", file);
    }
}
