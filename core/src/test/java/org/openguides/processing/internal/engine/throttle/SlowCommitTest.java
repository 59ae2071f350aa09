package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.engine.FakeForeground;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Which commits are slow while authors write, on nodes with fast and with slow commits. */
class SlowCommitTest {

    private static final Duration BUSY_SLOW = Duration.ofMillis(25);

    private final FakeForeground foreground = new FakeForeground();
    private final Pace pace = new Pace(
            100,
            () -> new Throttle(Duration.ZERO, 100, 100, Duration.ofMillis(250), BUSY_SLOW, 2),
            foreground,
            EngineMetrics.NONE);

    /** As with a database for each commit: small batches would not help authors. */
    @Test
    void whereSmallCommitsTakeLongBatchesBesideAuthorsGrowUntilTheyTakeTwiceAsLong() {
        foreground.written = true;
        for (int size = 10; size <= 90; size += 10) {
            assertEquals(size, pace.batchSize());
            pace.saved(size, BUSY_SLOW.multipliedBy(2));
        }
        assertEquals(100, pace.batchSize());
        pace.saved(100, BUSY_SLOW.multipliedBy(4));
        assertEquals(100, pace.batchSize());
        pace.saved(100, BUSY_SLOW.multipliedBy(4).plusMillis(1));
        assertEquals(50, pace.batchSize());
    }

    @Test
    void oneSmallCommitThatTookLongIsNotTheUsualOne() {
        foreground.written = true;
        assertEquals(10, pace.batchSize());
        for (int commit = 0; commit < 3; commit++) {
            pace.saved(9, Duration.ofMillis(5));
        }
        pace.saved(9, Duration.ofMinutes(1));
        pace.saved(10, BUSY_SLOW);
        assertEquals(20, pace.batchSize());
        pace.saved(20, BUSY_SLOW.plusMillis(1));
        assertEquals(10, pace.batchSize());
    }

    @Test
    void whatIsUsualIsForgottenWithTime() {
        foreground.written = true;
        for (int commit = 0; commit < 100; commit++) {
            pace.saved(1, Duration.ofSeconds(10));
        }
        for (int commit = 0; commit < 26; commit++) {
            pace.saved(1, Duration.ofMillis(5));
        }
        int before = pace.batchSize();
        pace.saved(before, BUSY_SLOW.plusMillis(1));
        assertEquals(Math.min(before, 10), pace.batchSize());
    }
}
