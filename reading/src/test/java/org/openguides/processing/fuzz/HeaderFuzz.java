package org.openguides.processing.fuzz;

import java.io.IOException;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Anything is read as the header of a Markdown file, which is YAML. */
public final class HeaderFuzz {

    private HeaderFuzz() {}

    /** One file. */
    public static void fuzzerTestOneInput(byte[] file) throws IOException {
        MarkupFuzz.read("a.md", ("---\\n" + new String(file, UTF_8) + "\\n---\\n# T\\n").getBytes(UTF_8));
    }
}
