package org.openguides.processing.fuzz;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openguides.processing.testing.Fuzz;

/** Inputs of readers that were seeds or findings of a fuzzer. */
class FoundInputsTest {

    @TestFactory
    Stream<DynamicTest> areReadOrRefused() throws IOException {
        return Stream.of(
                        Fuzz.tests(DitaFuzz.class, DitaFuzz::fuzzerTestOneInput),
                        Fuzz.tests(MarkdownFuzz.class, MarkdownFuzz::fuzzerTestOneInput),
                        Fuzz.tests(HeaderFuzz.class, HeaderFuzz::fuzzerTestOneInput),
                        Fuzz.tests(HtmlFuzz.class, HtmlFuzz::fuzzerTestOneInput),
                        Fuzz.tests(StylesFuzz.class, StylesFuzz::fuzzerTestOneInput),
                        Fuzz.tests(KeySpacesFuzz.class, KeySpacesFuzz::fuzzerTestOneInput))
                .flatMap(tests -> tests);
    }
}
