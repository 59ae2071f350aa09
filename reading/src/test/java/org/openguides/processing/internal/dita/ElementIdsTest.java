package org.openguides.processing.internal.dita;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ElementIdsTest {

    private static final String TOPICS = "<topic id='a'><title id='a1'/><body><p id='a2'/></body>"
            + "<concept id='b'><conbody><p id='b1'/><p id='a2'/></conbody></concept><p id='a3'/></topic>";

    @ParameterizedTest
    @CsvSource({
        "a, true",
        "b, true",
        "a1, false",
        "a/a1, true",
        "a/a2, true",
        "a/a3, true",
        "b/a2, true",
        "a/b1, false",
        "a/b, false",
        "b/b1, true",
        "., true",
        "./b1, true",
        "./a1, false",
        "c/a1, false",
        "c, false",
        "'', false",
        "a/, false",
    })
    void aFragmentNamesATopicOrAnElementOfOne(String fragment, boolean expected) {
        assertEquals(expected, Parsing.topic(TOPICS).ids().has(fragment, "b"));
    }

    @ParameterizedTest
    @CsvSource({"x, true", "m, true", "any/x, false", "m/x, false", "./x, false", "., false", "y, false", "x/, false"})
    void inMapsAFragmentIsAnId(String fragment, boolean expected) {
        assertEquals(
                expected,
                Parsing.map("<map id='m'><topicref id=' x '/></map>").ids().has(fragment, null));
    }

    @ParameterizedTest
    @CsvSource({"x, true", "any/x, true", "y, false"})
    void whereTopicsAreNotKnownTheLastStepIsAnyId(String fragment, boolean expected) {
        assertEquals(expected, Parsing.topic("<own><part id='x'/></own>").ids().has(fragment, null));
    }

    @Test
    void aFileWithoutIdsHasNone() {
        assertTrue(Parsing.topic("<topic><p id=''/></topic>").ids().all().isEmpty());
        assertFalse(ElementIds.NONE.has("./x", "t"));
    }
}
