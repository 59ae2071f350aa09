package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.engine.EngineMetrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PaceTest {

    private static final Duration SLOW = Duration.ofMillis(250);
    private static final Duration BUSY_SLOW = Duration.ofMillis(25);
    private static final Duration QUICK = Duration.ofMillis(250);
    private static final Duration SLOWER = Duration.ofMillis(251);
    private static final BooleanSupplier NEVER = () -> false;
    private final List<Object> done = Collections.synchronizedList(new ArrayList<>());
    private Throttle throttle = new Throttle(Duration.ZERO, 100, 100, SLOW, BUSY_SLOW, 2);
    private volatile boolean written;
    private boolean waitedFor;

    private final Foreground foreground = new Foreground() {
        @Override
        public boolean isIdle() {
            return !waitedFor;
        }

        @Override
        public boolean awaitIdle(Duration most) {
            done.add(most);
            return !waitedFor;
        }

        @Override
        public boolean hasActiveAuthors() {
            return written;
        }
    };

    private final Pace pace = new Pace(100, () -> throttle, foreground, EngineMetrics.NONE);

    @Test
    void batchesAreHalvedBySlowCommitsAndGrowBackInTenSteps() {
        assertEquals(100, pace.batchSize());
        pace.saved(100, SLOWER);
        assertEquals(50, pace.batchSize());
        for (int size = 60; size <= 100; size += 10) {
            pace.saved(pace.batchSize(), QUICK);
            assertEquals(size, pace.batchSize());
        }
        pace.saved(pace.batchSize(), QUICK);
        assertEquals(100, pace.batchSize());
    }

    @Test
    void batchesAreHalvedByConflictsDownToOneAsset() {
        for (int conflicts = 0; conflicts < 10; conflicts++) {
            pace.conflicted();
        }
        assertEquals(1, pace.batchSize());
    }

    @Test
    void batchesAreHalvedBySlowCommitsDownToATenth() {
        for (int commits = 0; commits < 10; commits++) {
            pace.saved(pace.batchSize(), SLOWER);
        }
        assertEquals(10, pace.batchSize());
        for (int conflicts = 0; conflicts < 10; conflicts++) {
            pace.conflicted();
        }
        assertEquals(1, pace.batchSize());
    }

    /** Otherwise a conflict would leave batches of one asset forever where every commit is slow. */
    @Test
    void batchesGrowBackToATenthBySlowCommits() {
        for (int conflicts = 0; conflicts < 10; conflicts++) {
            pace.conflicted();
        }
        for (int size = 2; size <= 10; size++) {
            pace.saved(pace.batchSize(), SLOWER);
            assertEquals(size, pace.batchSize());
        }
        pace.saved(pace.batchSize(), SLOWER);
        assertEquals(10, pace.batchSize());
    }

    @Test
    void smallBatchesGrowToo() {
        Pace small = new Pace(3, () -> throttle, Foreground.QUIET, EngineMetrics.NONE);
        small.conflicted();
        assertEquals(1, small.batchSize());
        small.saved(1, QUICK);
        assertEquals(2, small.batchSize());
    }

    @Test
    void smallCommitsSayNothingOfLargeOnes() {
        pace.conflicted();
        for (int asset = 0; asset < 100; asset++) {
            pace.saved(1, QUICK);
        }
        assertEquals(50, pace.batchSize());
        pace.saved(1, SLOWER);
        assertEquals(25, pace.batchSize());
    }

    @Test
    void commitsAreSlowSoonerWhileAuthorsWrite() {
        written = true;
        assertEquals(10, pace.batchSize());
        pace.saved(10, Duration.ofMillis(5));
        pace.saved(20, BUSY_SLOW.plusMillis(1));
        assertEquals(10, pace.batchSize());
        written = false;
        pace.saved(10, BUSY_SLOW.plusMillis(1));
        assertEquals(20, pace.batchSize());
    }

    @Test
    void saysWhatHoldsWorkersBack() {
        assertNull(pace.throttledBy(false));
        assertEquals(ThrottleReason.REQUESTS, pace.throttledBy(true));
        throttle = new Throttle(Duration.ofSeconds(5), 100, 100, SLOW, BUSY_SLOW, 2);
        assertEquals(ThrottleReason.CONFIGURATION, pace.throttledBy(false));
        assertEquals(ThrottleReason.REQUESTS, pace.throttledBy(true));
        written = true;
        assertEquals(ThrottleReason.AUTHORS, pace.throttledBy(true));
        throttle = new Throttle(Duration.ofSeconds(6), 100, 100, SLOW, BUSY_SLOW, 2);
        assertEquals(ThrottleReason.CONFIGURATION, pace.throttledBy(true));
        written = false;
        throttle = new Throttle(Duration.ZERO, 99, 100, SLOW, BUSY_SLOW, 2);
        assertEquals(ThrottleReason.CONFIGURATION, pace.throttledBy(false));
    }

    @Test
    void saysWhetherItSteppedAsideForRequests() {
        throttle = new Throttle(Duration.ZERO, 100, 50, SLOW, BUSY_SLOW, 2);
        assertFalse(pace.stepAside(Duration.ofMillis(1), NEVER));
        waitedFor = true;
        assertTrue(pace.stepAside(Duration.ofMillis(1), NEVER));
        throttle = Throttles.OPEN;
        assertFalse(pace.stepAside(Duration.ofMillis(1), NEVER), "it need not");
    }

    @Test
    void batchesAreSmallAsSoonAsOthersWriteAndGrowBackWithQuickCommits() {
        assertEquals(100, pace.batchSize());
        written = true;
        assertEquals(10, pace.batchSize());
        pace.saved(10, BUSY_SLOW);
        assertEquals(20, pace.batchSize());
        written = false;
        assertEquals(20, pace.batchSize());
        pace.saved(20, QUICK);
        assertEquals(30, pace.batchSize());
        written = true;
        assertEquals(10, pace.batchSize());
    }

    @Test
    void whatIsChangedHoldsFromTheNextCommitOn() {
        throttle = new Throttle(Duration.ofSeconds(1), 100, 100, Duration.ofSeconds(10), BUSY_SLOW, 2);
        pace.saved(100, SLOWER);
        assertEquals(100, pace.batchSize());
        assertEquals(Duration.ofSeconds(1), pace.rest(Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource({
        "-1, 100, 20, 250, 25, 2",
        "0, 0, 20, 250, 25, 2",
        "0, 101, 20, 250, 25, 2",
        "0, 100, 0, 250, 25, 2",
        "0, 100, 101, 250, 25, 2",
        "0, 100, 20, 0, 25, 2",
        "0, 100, 20, 250, 0, 2",
        "0, 100, 20, 250, 25, 0"
    })
    void settingsThatMakeNoSenseAreRefused(
            long pauseMillis, int percent, int busyPercent, long slowMillis, long busySlowMillis, int factor) {
        Duration pause = Duration.ofMillis(pauseMillis);
        Duration slow = Duration.ofMillis(slowMillis);
        Duration busySlow = Duration.ofMillis(busySlowMillis);
        assertThrows(
                IllegalArgumentException.class,
                () -> new Throttle(pause, percent, busyPercent, slow, busySlow, factor));
    }
}
