package org.openguides.processing.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import org.openguides.processing.internal.resolution.TooComplexException;
import org.openguides.processing.testing.Project;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Fuzz target: whatever maps define, each reference gets a status. */
public final class KeySpacesFuzz {

    private static final int MAPS = 3;

    /** What no attribute may have. */
    private static final Pattern MARKUP = Pattern.compile("[\"<>&\\p{Cntrl}\uFFFE\uFFFF]");

    private static final Path FOLDER = folder();

    private KeySpacesFuzz() {}

    /** Takes maps separated by lines with a dash, followed by the keys that a topic refers to. */
    public static void fuzzerTestOneInput(byte[] input) throws IOException {
        String[] parts = new String(input, UTF_8).split("\n-\n", MAPS + 1);
        Project project = new Project(FOLDER);
        for (int i = 0; i < MAPS; i++) {
            project.file("m" + i + ".ditamap", "<map>" + (i < parts.length ? parts[i] : "") + "</map>");
        }
        String key = MARKUP.matcher(parts.length > MAPS ? parts[MAPS] : "k").replaceAll("");
        project.file("t.dita", "<topic id=\"t\"><title>T</title><body><p keyref=\"" + key + "\"/></body></topic>");
        try {
            int references = key.strip().equals("-dita-use-conref-target") ? 0 : 1;
            assertEquals(references, project.outgoing("t.dita").size());
            project.incoming("t.dita");
        } catch (TooComplexException refused) {
            // it has its own limit
        }
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("fuzz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
