package org.openguides.processing.spi;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Calendar;
import java.util.Collections;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PropertyChangeTest {

    static List<Object> values() {
        return List.of("text", 1L, true, Calendar.getInstance(), List.of(), List.of("a", "b"));
    }

    @ParameterizedTest
    @MethodSource("values")
    void takesWhatAPropertyCanHold(Object value) {
        assertEquals(value, new PropertyChange("metadata/a", value).value());
    }

    @Test
    void noValueRemovesTheProperty() {
        assertNull(new PropertyChange("metadata/a", null).value());
    }

    static List<Object> refused() {
        return List.of(1, 1.5, Instant.EPOCH, new char[] {'a'}, List.of("a", 1L), Collections.singletonList(null));
    }

    @ParameterizedTest
    @MethodSource("refused")
    void namesThePropertyOfAValueThatItRefuses(Object value) {
        Exception refusal = assertThrows(IllegalArgumentException.class, () -> new PropertyChange("metadata/a", value));

        assertTrue(refusal.getMessage().endsWith(": metadata/a"), refusal.getMessage());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "/metadata/a", "../a", "metadata/../../a", "metadata/a/.."})
    void staysInsideOfTheAsset(String path) {
        assertThrows(IllegalArgumentException.class, () -> new PropertyChange(path, "a"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"metadata/a..b", "metadata/..b", "a../b", "metadata/...", "metadata/dc:title"})
    void dotsMayBeInAName(String path) {
        assertEquals(path, new PropertyChange(path, "a").path());
    }

    @Test
    void aListThatChangesLaterChangesNothing() {
        List<String> list = new ArrayList<>(List.of("a"));
        PropertyChange change = new PropertyChange("metadata/a", list);
        list.add("b");

        assertEquals(List.of("a"), change.value());
    }
}
