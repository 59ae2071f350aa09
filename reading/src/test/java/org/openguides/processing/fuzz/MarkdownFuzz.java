package org.openguides.processing.fuzz;

import java.io.IOException;

/** Fuzz target: any file is read as Markdown. */
public final class MarkdownFuzz {

    private MarkdownFuzz() {}

    /** Reads one file. */
    public static void fuzzerTestOneInput(byte[] file) throws IOException {
        MarkupFuzz.read("a.md", file);
    }
}
