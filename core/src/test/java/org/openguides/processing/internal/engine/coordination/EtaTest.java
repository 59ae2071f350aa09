package org.openguides.processing.internal.engine.coordination;

import java.time.Duration;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class EtaTest {

    private final Eta underTest = new Eta(Duration.ofSeconds(30));

    @Test
    void knowsNothingWithoutSamples() {
        assertNull(underTest.remaining(10));
        underTest.sample(0, 0);
        assertNull(underTest.remaining(10));
        underTest.sample(Duration.ofMillis(900).toNanos(), 5);
        assertNull(underTest.remaining(10));
    }

    @Test
    void dividesWhatIsLeftByTheRate() {
        underTest.sample(0, 0);
        underTest.sample(Duration.ofSeconds(2).toNanos(), 100);
        assertEquals(50, underTest.rate());
        assertEquals(Duration.ofSeconds(4), underTest.remaining(200));
    }

    @Test
    void whatWasDoneBeforeThisAttemptPlaysNoPart() {
        underTest.sample(0, 9000);
        underTest.sample(Duration.ofSeconds(10).toNanos(), 9100);
        assertEquals(Duration.ofSeconds(90), underTest.remaining(900));
    }

    @Test
    void aRunThatStandsStillHasNoEnd() {
        underTest.sample(0, 10);
        underTest.sample(Duration.ofSeconds(5).toNanos(), 10);
        assertNull(underTest.remaining(10));
    }

    @Test
    void onlyTheLastHalfMinuteCounts() {
        underTest.sample(0, 0);
        underTest.sample(Duration.ofSeconds(60).toNanos(), 6000);
        underTest.sample(Duration.ofSeconds(70).toNanos(), 6100);
        assertEquals(Duration.ofSeconds(10), underTest.remaining(100));
    }

    @Test
    void nothingLeftTakesNoTime() {
        assertEquals(Duration.ZERO, underTest.remaining(0));
    }
}
