package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.throttle.Throttle;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Workers that hang at an asset, and workers that wake up too late. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingAssetTest {

    private final TestEngine engine = new TestEngine();
    private final CountDownLatch wakeUp = new CountDownLatch(1);

    @AfterEach
    void theSleeperLeavesInTheEnd() {
        wakeUp.countDown();
        await().until(() -> engine.oak.openSessions() == 0);
        engine.oak.close();
    }

    @Test
    void anAssetThatTakesTooLongIsFailedAndTheRunGoesOn() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(5, this::hang);
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(9, 1, 0), engine.run(id).counts());
        assertEquals("FAILED", engine.state("/content/dam/f005.dita", "outcome"));
        String error = engine.state("/content/dam/f005.dita", "error");
        assertEquals("it was not done after 30 s, and has been set aside", error);
        assertTrue(engine.log(id).stream().anyMatch(line -> line.endsWith("/content/dam/f005.dita: " + error)));
    }

    @Test
    void aWorkerThatWakesUpTooLateWritesNothing() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(5, this::hang);
        engine.coordinate(id);
        String after = engine.dump("/content") + engine.dump("/var/openguides");
        wakeUp.countDown();
        await().until(() -> engine.oak.openSessions() == 0);
        assertEquals(after, engine.dump("/content") + engine.dump("/var/openguides"));
    }

    @Test
    void aCancelRequestDoesNotWaitForAnAssetThatTakesLong() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(5, () -> {
            engine.cancel(id, "jane");
            hangWhileTimePasses();
        });
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        assertEquals(RunState.CANCELLED, engine.run(id).state());
        assertEquals(4, engine.run(id).counts().total());
        wakeUp.countDown();
        await().until(() -> engine.oak.openSessions() == 0);

        List<String> before = List.copyOf(engine.processed);
        engine.resume(id);
        engine.coordinate(id);
        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
        List<String> rest = engine.processed.subList(before.size(), engine.processed.size());
        assertEquals(6, rest.size(), "what had been committed is not done again");
        assertEquals(6, Set.copyOf(rest).size());
    }

    /** As if the machine had been suspended after the request. */
    @Test
    void aCancelRequestDoesNotWaitForAnAssetEvenIfTheProcessWasSuspended() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(5, () -> {
            engine.cancel(id, "jane");
            engine.clock.awaitAsked(20); // by some checks: the supervisor knows of the request
            engine.clock.forward(Duration.ofSeconds(6));
            hangWhileTimePasses();
        });
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        assertEquals(RunState.CANCELLED, engine.run(id).state());
        wakeUp.countDown();
        await().until(() -> engine.oak.openSessions() == 0);

        engine.resume(id);
        engine.coordinate(id);
        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
    }

    @Test
    void anAssetThatIsDoneDoesNotHangWhileItsWorkerStepsAside() throws Exception {
        engine.files(10);
        AtomicBoolean done = new AtomicBoolean();
        engine.throttle = () -> new Throttle(Duration.ZERO, 100, 50, Duration.ofSeconds(1), Duration.ofSeconds(1), 2);
        engine.foreground = new FakeForeground() {
            @Override
            public boolean awaitIdle(Duration most) {
                if (done.getAndSet(false)) {
                    engine.clock.forward(Duration.ofSeconds(31));
                    engine.clock.awaitAsked(3);
                }
                return true;
            }
        };
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(5, () -> {
            engine.clock.forward(Duration.ofSeconds(1));
            done.set(true);
        });
        engine.coordinate(id);
        assertFalse(done.get());
        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
        assertEquals(10, engine.processed.size());
    }

    private void hang() {
        // in steps, as the supervisor would take a long one for a suspended process
        int before = engine.threads.abandoned();
        while (engine.threads.abandoned() == before && !awaitWakeUp(Duration.ofMillis(15))) {
            engine.clock.forward(Duration.ofSeconds(1));
        }
        awaitWakeUp(Duration.ofMinutes(1));
    }

    private void hangWhileTimePasses() {
        while (!awaitWakeUp(Duration.ofMillis(20))) {
            engine.clock.forward(Duration.ofMillis(200));
        }
    }

    private boolean awaitWakeUp(Duration most) {
        try {
            return wakeUp.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
