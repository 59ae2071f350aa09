package org.openguides.processing.fuzz;

import java.io.IOException;

/** Fuzz target: any file is read as CSS. */
public final class StylesFuzz {

    private StylesFuzz() {}

    /** Reads one file. */
    public static void fuzzerTestOneInput(byte[] file) throws IOException {
        MarkupFuzz.read("a.css", file);
    }
}
