package org.openguides.processing.internal.http;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The paths that a service claims, by the rules of Sling and of the servlet specification. */
class PathClaimTest {

    @ParameterizedTest
    @CsvSource({
        "/bin/g/v1/process, /bin/g/v1/process, true",
        "/bin/g/v1/process/, /bin/g/v1/process, true",
        "/bin/g/v1/process.servlet, /bin/g/v1/process, true",
        "/bin/g/v1, /bin/g/v1/process, true",
        "/bin, /bin/g/v1/process, true",
        "/bin/g/v1/openapi, /bin/g/v1/openapi.json, true",
        "/bin/g/v1/process/status, /bin/g/v1/process, false",
        "/bin/g/v1/process.json, /bin/g/v1/process, false",
        "/bin/g/v1/pro, /bin/g/v1/process, false",
        "/, /bin/g/v1/process, false"
    })
    void aServletOfSlingOrAResourceProviderTakesItsPathAndWhatIsBelow(String taken, String path, boolean covered) {
        assertEquals(covered, PathClaim.subtree(taken).covers(path));
    }

    @ParameterizedTest
    @CsvSource({
        "/, /bin/g/process, /bin/g/process, true",
        "/, /bin/g, /bin/g/process, false",
        "/, /bin/g/*, /bin/g/process, true",
        "/, /bin/g/*, /bin/g, true",
        "/, /bin/g/*, /bin/gg/process, false",
        "/bin, /g/process, /bin/g/process, true",
        "/bin, /process, /bin/g/process, false",
        "/bin/g/, /*, /bin/g/process, true",
        "/bin/g, /, /bin/g/process, true",
        "/, *.json, /bin/g/openapi.json, true",
        "/, *.json, /bin/g/process, false",
        "/bin, *.json, /bin/g/openapi.json, true",
        "/libs, *.json, /bin/g/openapi.json, false",
        "/, /, /bin/g/process, false",
        "/, /*, /bin/g/process, false"
    })
    void aPatternTakesWhatTheServletSpecificationSays(String context, String pattern, String path, boolean covered) {
        assertEquals(covered, PathClaim.pattern(context, pattern).covers(path));
    }
}
