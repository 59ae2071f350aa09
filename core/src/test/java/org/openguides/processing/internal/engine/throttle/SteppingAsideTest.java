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
import org.openguides.processing.internal.engine.EngineMetrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** How long workers rest, for whom, and who commits when. */
class SteppingAsideTest {

    private static final Duration SLOW = Duration.ofMillis(250);
    private static final Duration BUSY_SLOW = Duration.ofMillis(25);
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

    private Pace pace = new Pace(100, () -> throttle, foreground, EngineMetrics.NONE);

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

    /** It may hang for ever, and its worker is only left behind. */
    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void aCommitThatHangsHoldsUpTheOthersForAWhileOnly() throws Exception {
        pace = new Pace(100, () -> throttle, foreground, EngineMetrics.NONE, Duration.ofMillis(20));
        written = true;
        CountDownLatch goOn = new CountDownLatch(1);
        FutureTask<Void> hanging = hang(goOn);

        pace.commit(1, NEVER, () -> done.add("other"));

        assertEquals(List.of("other"), done);
        assertEquals(1, mostCommitsAtOnce(), "the others still take turns");
        goOn.countDown();
        hanging.get(1, TimeUnit.MINUTES);
        assertEquals(1, mostCommitsAtOnce());
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void nobodyWaitsForACommitOnceTheAuthorsHaveLeft() throws Exception {
        pace = new Pace(100, () -> throttle, foreground, EngineMetrics.NONE, Duration.ofDays(1));
        written = true;
        CountDownLatch goOn = new CountDownLatch(1);
        FutureTask<Void> hanging = hang(goOn);
        AtomicInteger looks = new AtomicInteger();

        pace.commit(
                1,
                () -> {
                    written = looks.incrementAndGet() < 3;
                    return false;
                },
                () -> done.add("other"));

        assertEquals(List.of("other"), done);
        goOn.countDown();
        hanging.get(1, TimeUnit.MINUTES);
    }

    /** Begins a commit that ends with the latch. */
    private FutureTask<Void> hang(CountDownLatch goOn) throws InterruptedException {
        CountDownLatch begun = new CountDownLatch(1);
        FutureTask<Void> hanging = new FutureTask<>(() -> {
            pace.commit(1, NEVER, () -> {
                begun.countDown();
                try {
                    goOn.await();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
            });
            return null;
        });
        new Thread(hanging).start();
        begun.await();
        return hanging;
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
        assertEquals(1, done.size(), "no worker waits any more");
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
        Pace patient = new Pace(100, () -> throttle, foreground, EngineMetrics.NONE, Duration.ofMillis(5));
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
        Pace patient = new Pace(100, () -> throttle, foreground, EngineMetrics.NONE, Duration.ofDays(1));
        AtomicInteger looks = new AtomicInteger();
        patient.stepAside(Duration.ofDays(1), () -> looks.incrementAndGet() == 3);
        assertEquals(3, looks.get());
    }

    @Test
    @Timeout(60)
    void restsForNoAuthorWhoHasLeft() {
        throttle = new Throttle(Duration.ZERO, 100, 1, SLOW, BUSY_SLOW, 2);
        written = true;
        Pace patient = new Pace(100, () -> throttle, foreground, EngineMetrics.NONE, Duration.ofDays(1));
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
        Pace patient = new Pace(100, () -> throttle, foreground, EngineMetrics.NONE, Duration.ofDays(1));
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
}
