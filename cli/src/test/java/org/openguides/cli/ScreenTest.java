package org.openguides.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The environment of the real process. */
class ScreenTest {

    @Test
    void takesTheWidthFromTheEnvironmentIfItIsOne() {
        assertEquals(132, Screen.ofProcess(Map.of("COLUMNS", "132")).width());
        assertEquals(80, Screen.ofProcess(Map.of("COLUMNS", "wide")).width());
        assertEquals(80, Screen.ofProcess(Map.of()).width());
    }

    @Test
    void movesNothingOnADumbTerminal() {
        assertFalse(Screen.ofProcess(Map.of("TERM", "dumb")).interactive());
    }

    @Test
    void endsAWaitWhenInterruptedAndKeepsTheFlag() {
        Thread.currentThread().interrupt();

        Timing.ofMachine().pause(Duration.ofDays(1));

        assertTrue(Thread.interrupted());
        assertTrue(Timing.ofMachine().now().isAfter(Instant.EPOCH));
    }
}
