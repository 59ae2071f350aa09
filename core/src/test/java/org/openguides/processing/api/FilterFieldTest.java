package org.openguides.processing.api;

import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FilterFieldTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    @Test
    void namesAreUnique() {
        List<String> names = FilterField.all().stream().map(FilterField::name).toList();
        List<String> stored =
                FilterField.all().stream().map(FilterField::storedName).toList();

        assertEquals(names.stream().distinct().toList(), names);
        assertEquals(stored.stream().distinct().toList(), stored);
    }

    @Test
    void aFieldMayJudgePaths() {
        FilterField<String> ending = new FilterField<String>("x", "x", FilterField.Kind.TEXT, value -> value)
                .judgingPath((end, path) -> path.endsWith(end));

        assertTrue(ending.acceptsPath(".dita", "/a.dita"));
        assertFalse(ending.acceptsPath(".dita", "/a.xml"));
        assertTrue(ending.acceptsCreation(".dita", null));
    }

    @Test
    void anUnknownCreationTimeIsInNoPeriod() {
        AssetFilter filter = AssetFilter.ALL.withCreated(NOON, null);

        assertTrue(filter.judgesCreation());
        assertTrue(filter.acceptsCreation(NOON));
        assertFalse(filter.acceptsCreation(NOON.minusMillis(1)));
        assertFalse(filter.acceptsCreation(null));
        assertTrue(AssetFilter.ALL.acceptsCreation(null));
    }

    @Test
    void anEmptyValueMeansUnset() {
        assertEquals(AssetFilter.ALL, AssetFilter.ALL.withFileTypes(Set.of()).withSkipProcessed(false));
    }
}
