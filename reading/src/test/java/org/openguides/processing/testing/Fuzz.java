package org.openguides.processing.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;

/**
 * Support for fuzz targets, which have a static method {@code fuzzerTestOneInput} that throws on errors. Inputs found
 * by the fuzzer are stored, and replayed by each build.
 */
public final class Fuzz {

    private static final Path INPUTS = Path.of("src/test/fuzz");

    private Fuzz() {}

    /** A fuzz target. */
    @FunctionalInterface
    public interface Target {

        /** Processes one input. */
        void feed(byte[] input) throws Exception;
    }

    /** Creates a test for each stored input of a target. */
    public static Stream<DynamicTest> tests(Class<?> type, Target target) throws IOException {
        return Files.list(INPUTS.resolve(type.getSimpleName()))
                .sorted()
                .map(input -> DynamicTest.dynamicTest(
                        type.getSimpleName() + " " + input.getFileName(), () -> target.feed(read(input))));
    }

    private static byte[] read(Path input) {
        try {
            return Files.readAllBytes(input);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
