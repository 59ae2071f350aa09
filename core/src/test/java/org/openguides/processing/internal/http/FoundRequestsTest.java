package org.openguides.processing.internal.http;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openguides.processing.testing.Fuzz;

/** The requests that a fuzzer was given or has found. */
class FoundRequestsTest {

    @TestFactory
    Stream<DynamicTest> areReadOrRefused() throws IOException {
        return Fuzz.tests(RequestFuzz.class, RequestFuzz::fuzzerTestOneInput);
    }
}
