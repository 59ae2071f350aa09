package org.openguides.processing.fuzz;

import java.io.IOException;

/** Any file is read as CSS. */
public final class StylesFuzz {

    private StylesFuzz() {}

    /** One file. */
    public static void fuzzerTestOneInput(byte[] file) throws IOException {
        MarkupFuzz.read("a.css", file);
    }
}
