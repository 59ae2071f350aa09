package org.openguides.processing.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * DITA content with expected results, called the truth. For each corpus NAME a folder contains NAME, the content, and
 * NAME.truth.json or NAME.truth.json.gz, the truth. A small corpus with a hand-written truth is always present; {@code
 * -Dcorpora=FOLDER} adds others.
 */
public final class Corpora {

    private static final Path OWN = Path.of("../reading/src/test/resources/corpora");
    private static final String TRUTH = ".truth.json";

    private Corpora() {}

    /** Returns the files with truths, the built-in one first. */
    public static Stream<Path> truths() throws IOException {
        String folder = System.getProperty("corpora");
        Stream<Path> ours = truths(OWN);
        return folder == null ? ours : Stream.concat(ours, truths(Path.of(folder)));
    }

    /** Returns the folder with the content of a truth. */
    public static Path content(Path truth) {
        String name = truth.getFileName().toString();
        return truth.resolveSibling(name.substring(0, name.indexOf(TRUTH)));
    }

    /** Opens a truth. */
    public static Reader read(Path truth) throws IOException {
        InputStream bytes = Files.newInputStream(truth);
        return new InputStreamReader(truth.toString().endsWith(".gz") ? new GZIPInputStream(bytes) : bytes, UTF_8);
    }

    private static Stream<Path> truths(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().contains(TRUTH)).sorted().toList().stream();
        }
    }
}
