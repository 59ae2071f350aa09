package org.openguides.processing.fuzz;

import java.io.IOException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Fuzz target: any file is read as the YAML header of Markdown. */
public final class HeaderFuzz {

    private HeaderFuzz() {}

    /** Reads one file. */
    public static void fuzzerTestOneInput(byte[] file) throws IOException {
        MarkupFuzz.read("a.md", ("---\n" + new String(file, UTF_8) + "\n---\n# T\n").getBytes(UTF_8));
    }
}
