package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.ThrottleReason;

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
        public boolean isWrittenTo() {
            return written;
        }
    };
    private final Pace pace = new Pace(100, () -> throttle, foreground);

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

    /** Where every commit is slow, a conflict would else leave single assets for ever. */
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
        Pace small = new Pace(3, () -> throttle, Foreground.QUIET);
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
        throttle = Throttle.OPEN;
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
    void oneWorkerCommitsAfterTheOtherWhileOthersWrite() throws Exception {
        written = true;
        assertEquals(1, mostCommitsAtOnce());
    }

    @Test
    void workersCommitAtOnceWhileNobodyElseWrites() throws Exception {
        assertEquals(2, mostCommitsAtOnce());
    }

    /** Of two workers; the first waits in its commit until the second one is in its own, or in the queue for it. */
    private int mostCommitsAtOnce() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        AtomicInteger most = new AtomicInteger();
        AtomicInteger now = new AtomicInteger();
        FutureTask<Void> second = new FutureTask<>(() -> {
            pace.commit(1, NEVER, () -> {
                most.accumulateAndGet(now.incrementAndGet(), Math::max);
                entered.countDown();
                now.decrementAndGet();
            });
            return null;
        });
        Thread worker = new Thread(second);
        pace.commit(1, NEVER, () -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            worker.start();
            Awaitility.await().until(() -> entered.getCount() == 0 || pace.waiting() > 0);
            now.decrementAndGet();
        });
        second.get(1, TimeUnit.MINUTES);
        return most.get();
    }

    @ParameterizedTest
    @CsvSource({"0, 100, 0", "0, 50, 400", "0, 20, 1600", "0, 1, 39600", "70, 100, 70", "70, 80, 170"})
    void restsForTheRestOfTheTime(long pauseMillis, int percent, long expectedMillis) {
        throttle = new Throttle(Duration.ofMillis(pauseMillis), percent, 100, SLOW, BUSY_SLOW, 2);
        assertEquals(Duration.ofMillis(expectedMillis), pace.rest(Duration.ofMillis(400)));
    }

    @ParameterizedTest
    @CsvSource({"99, 1", "50, 100", "40, 150", "20, 200"})
    void stepsAsideForNoLongerThanTheThrottleSaysAndLooksAgainSoon(int busyPercent, long expectedMillis) {
        throttle = new Throttle(Duration.ZERO, 100, busyPercent, SLOW, BUSY_SLOW, 2);
        pace.stepAside(Duration.ofMillis(100), NEVER);
        assertEquals(expectedMillis, ((Duration) done.get(0)).toMillis());
        assertEquals(1, done.size(), "nobody waits any more");
    }

    @Test
    void doesNotStepAsideIfTheThrottleIsOpen() {
        pace.stepAside(Duration.ofMillis(100), NEVER);
        assertEquals(List.of(), done);
    }

    @Test
    void stepsAsideAsLongAsSomebodyWaits() {
        throttle = new Throttle(Duration.ZERO, 100, 50, SLOW, BUSY_SLOW, 2);
        waitedFor = true;
        pace.stepAside(Duration.ofDays(1), () -> {
            waitedFor = done.size() < 3;
            return false;
        });
        assertEquals(4, done.size());
    }

    @Test
    @Timeout(60)
    void stepsAsideForALimitedTimeWhateverTheWorkTook() {
        throttle = new Throttle(Duration.ZERO, 100, 1, SLOW, BUSY_SLOW, 2);
        written = true;
        Pace patient = new Pace(100, () -> throttle, foreground, Duration.ofMillis(5));
        patient.stepAside(Duration.ofDays(1), NEVER);
        assertEquals(List.of(), done);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @Timeout(60)
    void doesNotStepAsideOnceThereIsSomethingToSeeTo(boolean beside) {
        throttle = new Throttle(Duration.ZERO, 100, 1, SLOW, BUSY_SLOW, 2);
        written = beside;
        waitedFor = true;
        Pace patient = new Pace(100, () -> throttle, foreground, Duration.ofDays(1));
        AtomicInteger looks = new AtomicInteger();
        patient.stepAside(Duration.ofDays(1), () -> looks.incrementAndGet() == 3);
        assertEquals(3, looks.get());
    }

    @Test
    @Timeout(60)
    void restsForNoAuthorWhoHasLeft() {
        throttle = new Throttle(Duration.ZERO, 100, 1, SLOW, BUSY_SLOW, 2);
        written = true;
        Pace patient = new Pace(100, () -> throttle, foreground, Duration.ofDays(1));
        patient.stepAside(Duration.ofDays(1), () -> {
            written = false;
            return false;
        });
        assertEquals(1, done.size());
    }

    @Test
    @Timeout(60)
    void whoFindsAnAuthorAfterSteppingAsideTakesTurnsToo() throws Exception {
        throttle = new Throttle(Duration.ZERO, 100, 50, SLOW, BUSY_SLOW, 2);
        pace.commit(1, NEVER, () -> {});
        AtomicBoolean began = new AtomicBoolean();
        AtomicBoolean entered = new AtomicBoolean();
        AtomicBoolean ended = new AtomicBoolean();
        FutureTask<Void> second = new FutureTask<>(() -> {
            pace.commit(1, NEVER, () -> {
                began.set(true);
                Awaitility.await().until(() -> entered.get() || pace.waiting() > 0);
                ended.set(true);
            });
            return null;
        });
        BooleanSupplier authorCame = () -> {
            if (!written) {
                written = true;
                new Thread(second).start();
                Awaitility.await().untilTrue(began);
            }
            return false;
        };
        pace.commit(1, authorCame, () -> {
            entered.set(true);
            assertTrue(ended.get());
        });
        second.get(1, TimeUnit.MINUTES);
    }

    @Test
    @Timeout(60)
    void restsForAuthorsEvenIfNobodyWaits() throws Exception {
        throttle = new Throttle(Duration.ZERO, 100, 50, SLOW, BUSY_SLOW, 2);
        written = true;
        Pace patient = new Pace(100, () -> throttle, foreground, Duration.ofDays(1));
        CountDownLatch rests = new CountDownLatch(1);
        Thread worker = new Thread(() -> patient.stepAside(Duration.ofDays(1), () -> {
            rests.countDown();
            return false;
        }));
        worker.start();
        rests.await();
        worker.interrupt();
        worker.join();
        patient.stepAside(Duration.ofMillis(5), NEVER);
        assertEquals(List.of(), done);
    }

    @Test
    void stepsAsideBeforeACommitForWhatTheLastOneTook() throws Exception {
        throttle = new Throttle(Duration.ZERO, 100, 50, SLOW, BUSY_SLOW, 2);
        pace.commit(1, NEVER, () -> done.add("first"));
        pace.commit(1, NEVER, () -> done.add("second"));
        assertEquals("first", done.get(0));
        assertTrue(((Duration) done.get(1)).compareTo(Duration.ZERO) > 0, done.toString());
        assertEquals(List.of("second"), done.subList(2, 3));
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
