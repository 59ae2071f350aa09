package org.openguides.processing.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;

/**
 * What is fed with inputs that a fuzzer makes, by its static method {@code fuzzerTestOneInput}, which throws if something is wrong. The
 * inputs that were found are kept, and each build feeds them again.
 */
public final class Fuzz {

    private static final Path INPUTS = Path.of("src/test/fuzz");

    private Fuzz() {}

    /** What is done with one input. */
    @FunctionalInterface
    public interface Target {

        /** Feeds it. */
        void feed(byte[] input) throws Exception;
    }

    /** A test for each input that is kept for a target. */
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
