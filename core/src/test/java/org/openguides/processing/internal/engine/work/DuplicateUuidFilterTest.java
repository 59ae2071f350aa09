package org.openguides.processing.internal.engine.work;

import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.engine.DuplicateUuidFilter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DuplicateUuidFilterTest {

    private static final int UUIDS = 10_000;

    private final DuplicateUuidFilter underTest = new DuplicateUuidFilter(UUIDS);
    private final List<String> digests = IntStream.range(0, UUIDS)
            .mapToObj(number -> "GUID-" + new UUID(number, number))
            .map(DuplicateUuidFilter::digest)
            .toList();

    @Test
    void fewAreDoubtedThatAreMetForTheFirstTime() {
        long doubted = digests.stream().filter(underTest::isDoubtful).count();
        assertTrue(doubted < UUIDS / 50, () -> doubted + " of " + UUIDS);
    }

    @Test
    void allAreDoubtedThatAreMetAgain() {
        digests.forEach(underTest::isDoubtful);
        assertEquals(UUIDS, digests.stream().filter(underTest::isDoubtful).count());
    }

    @Test
    void whoHasNoUuidIsNotDoubted() {
        assertFalse(underTest.isDoubtful(DuplicateUuidFilter.digest(null)));
        assertFalse(underTest.isDoubtful(DuplicateUuidFilter.digest(null)));
    }
}
