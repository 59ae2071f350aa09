package org.openguides.processing.internal.run;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class EtaTest {

    private static final Instant NOON = Instant.parse("2026-03-04T12:00:00Z");

    private final Eta underTest = new Eta();

    @Test
    void knowsNothingWithoutSamples() {
        assertNull(underTest.remaining(10));
        underTest.sample(NOON, 0);
        assertNull(underTest.remaining(10));
        underTest.sample(NOON.plusMillis(900), 5);
        assertNull(underTest.remaining(10));
    }

    @Test
    void dividesWhatIsLeftByTheRate() {
        underTest.sample(NOON, 0);
        underTest.sample(NOON.plusSeconds(2), 100);
        assertEquals(50, underTest.rate());
        assertEquals(Duration.ofSeconds(4), underTest.remaining(200));
    }

    @Test
    void whatWasDoneBeforeThisAttemptPlaysNoPart() {
        underTest.sample(NOON, 9000);
        underTest.sample(NOON.plusSeconds(10), 9100);
        assertEquals(Duration.ofSeconds(90), underTest.remaining(900));
    }

    @Test
    void aRunThatStandsStillHasNoEnd() {
        underTest.sample(NOON, 10);
        underTest.sample(NOON.plusSeconds(5), 10);
        assertNull(underTest.remaining(10));
    }

    @Test
    void onlyTheLastHalfMinuteCounts() {
        underTest.sample(NOON, 0);
        underTest.sample(NOON.plusSeconds(60), 6000);
        underTest.sample(NOON.plusSeconds(70), 6100);
        assertEquals(Duration.ofSeconds(10), underTest.remaining(100));
    }

    @Test
    void nothingLeftTakesNoTime() {
        assertEquals(Duration.ZERO, underTest.remaining(0));
    }
}
