package org.openguides.processing.internal.runlog;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openguides.processing.testing.Fuzz;

/** Messages that were seeds or findings of a fuzzer. */
class FoundMessagesTest {

    @TestFactory
    Stream<DynamicTest> areOneLineEach() throws IOException {
        return Fuzz.tests(LogFuzz.class, LogFuzz::fuzzerTestOneInput);
    }
}
