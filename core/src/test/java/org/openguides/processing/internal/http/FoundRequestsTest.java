package org.openguides.processing.internal.http;

import java.io.IOException;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.openguides.processing.testing.Fuzz;

/** Replays the requests that a fuzzer has started with or found. */
class FoundRequestsTest {

    @TestFactory
    Stream<DynamicTest> areReadOrRefused() throws IOException {
        return Fuzz.tests(RequestFuzz.class, RequestFuzz::fuzzerTestOneInput);
    }
}
