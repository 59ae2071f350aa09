package org.openguides.processing.api;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.PropertyChange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ValuesTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    /** Returns values of one class each, which differ from the first value in one part. */
    static Stream<Supplier<List<Object>>> values() {
        return Stream.concat(ofRequestsAndCounts().stream(), ofRunsAndFindings().stream());
    }

    private static List<Supplier<List<Object>>> ofRequestsAndCounts() {
        return List.of(
                () -> List.of(
                        AssetFilter.ALL,
                        AssetFilter.ALL.withFileTypes(Set.of(FileType.DITA_MAP)),
                        AssetFilter.ALL.withCreated(NOON, null),
                        AssetFilter.ALL.withCreated(null, NOON),
                        AssetFilter.ALL.withSkipProcessed(true)),
                () -> List.of(new Counts(0, 0, 0), new Counts(1, 0, 0), new Counts(0, 1, 0), new Counts(0, 0, 1)),
                () -> List.of(
                        Selection.WAITING,
                        new Selection(Selection.State.WALKING, 0),
                        new Selection(Selection.State.WAITING, 1)),
                () -> List.of(
                        Comparison.NONE,
                        new Comparison(1, new TreeMap<>()),
                        new Comparison(0, new TreeMap<>(Map.of("fmUuid", 1L))),
                        Comparison.NONE.withExamples(List.of(new Comparison.Difference("/a", List.of()))),
                        Comparison.NONE.withUnknownMaps(1)),
                () -> List.of(
                        new Comparison.Difference("/a", List.of("b")),
                        new Comparison.Difference("/b", List.of("b")),
                        new Comparison.Difference("/a", List.of("c"))),
                () -> List.of(
                        DailyHours.parse("08:00-17:00"),
                        DailyHours.parse("09:00-17:00"),
                        DailyHours.parse("08:00-18:00")));
    }

    private static List<Supplier<List<Object>>> ofRunsAndFindings() {
        return List.of(
                () -> List.of(
                        new OverlapException.Conflict("one", "/a"),
                        new OverlapException.Conflict("two", "/a"),
                        new OverlapException.Conflict("one", "/b")),
                () -> List.of(
                        RestartScope.ALL,
                        RestartScope.FAILED,
                        RestartScope.FAILED.withReasons(Set.of("hung")),
                        RestartScope.FAILED.withPaths(List.of("/a"))),
                () -> List.of(
                        new Run.Attempt(1, "one", NOON),
                        new Run.Attempt(2, "one", NOON),
                        new Run.Attempt(1, "two", NOON),
                        new Run.Attempt(1, "one", Instant.EPOCH),
                        new Run.Attempt(1, "one", NOON).withEnd(NOON)),
                () -> List.of(
                        new Run.NodeWork("one", 0, null),
                        new Run.NodeWork("two", 0, null),
                        new Run.NodeWork("one", 1, null),
                        new Run.NodeWork("one", 0, NOON)),
                ValuesTest::findingsOfRuns,
                () -> List.of(
                        new Finding("hung", "m"),
                        new Finding("gone", "m"),
                        new Finding("hung", "n"),
                        new Finding("hung", "m").at(1, 0),
                        new Finding("hung", "m").at(0, 1)),
                () -> List.of(
                        new PropertyChange("a", "1"), new PropertyChange("b", "1"), new PropertyChange("a", null)));
    }

    private static List<Object> findingsOfRuns() {
        RunFinding first = new RunFinding("/a", RunFinding.Kind.FAILED, "hung");
        return List.of(
                first,
                new RunFinding("/b", RunFinding.Kind.FAILED, "hung"),
                new RunFinding("/a", RunFinding.Kind.WARNING, "hung"),
                new RunFinding("/a", RunFinding.Kind.FAILED, "gone"),
                first.withType(FileType.OTHERS),
                first.withMessage("m"),
                first.at(1, 0),
                first.at(0, 1));
    }

    @ParameterizedTest
    @MethodSource("values")
    void areEqualWhenEachPartIs(Supplier<List<Object>> values) {
        List<Object> some = values.get();
        List<Object> same = values.get();
        for (int i = 0; i < some.size(); i++) {
            assertEquals(some.get(i), same.get(i));
            assertEquals(some.get(i).hashCode(), same.get(i).hashCode());
            assertEquals(some.get(i).toString(), same.get(i).toString());
            for (int j = 0; j < i; j++) {
                assertNotEquals(some.get(i), some.get(j));
                assertNotEquals(some.get(i).toString(), some.get(j).toString());
            }
        }
    }

    @Test
    void aFilterKeepsWhatItWasNotAskedToChange() {
        AssetFilter filter = AssetFilter.ALL
                .withFileTypes(Set.of(FileType.DITA_MAP))
                .withCreated(Instant.EPOCH, NOON)
                .withSkipProcessed(true);

        assertEquals(Set.of(FileType.DITA_MAP), filter.fileTypes());
        assertEquals(Instant.EPOCH, filter.createdFrom());
        assertEquals(NOON, filter.createdUntil());
        assertEquals(true, filter.skipProcessed());
    }

    @Test
    void rejectInvalidArguments() {
        assertThrows(IllegalArgumentException.class, () -> AssetFilter.ALL.withCreated(NOON, Instant.EPOCH));
        assertThrows(IllegalArgumentException.class, () -> RestartScope.ALL.withReasons(Set.of("hung")));
        assertThrows(IllegalArgumentException.class, () -> RestartScope.ALL.withPaths(List.of("/a")));
        assertThrows(IllegalArgumentException.class, () -> new Counts(0, -1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Finding("hung", "m").at(-1, 0));
    }
}
