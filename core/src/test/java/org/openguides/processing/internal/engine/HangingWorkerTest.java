package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.supervision.WorkerThreads;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.spi.AssetProcessor;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Workers that hang elsewhere than at an asset. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HangingWorkerTest {

    private static final String SUPERVISOR = "supervisor";

    private final TestEngine engine = new TestEngine();
    private final CountDownLatch wakeUp = new CountDownLatch(1);
    private final AtomicBoolean hung = new AtomicBoolean();
    private final AtomicBoolean suspended = new AtomicBoolean();

    @AfterEach
    void theSleepersLeaveInTheEnd() {
        wakeUp.countDown();
        await().until(() -> engine.oak.openSessions() == 0);
        engine.oak.close();
    }

    @Test
    void aWorkerThatHangsInLinkingIsAbandonedAndTheRunContinues() throws Exception {
        engine.files(10);
        engine.stepTime = Duration.ofSeconds(20);
        engine.links = links(() -> {
            if (hung.compareAndSet(false, true)) {
                hang();
            }
        });
        String id = engine.start(engine.request("/content/dam"));
        engine.beforeEachLook = () -> engine.clock.forward(Duration.ofSeconds(1));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
        assertEquals(1, engine.threads.abandoned());
    }

    @Test
    void aRunWhoseWorkersAlwaysHangFailsAndAbandonsFewThreads() throws Exception {
        engine.files(10);
        engine.stepTime = Duration.ofSeconds(20);
        engine.failing = Duration.ofSeconds(30);
        engine.links = links(this::hang);
        String id = engine.start(engine.request("/content/dam"));
        engine.beforeEachLook = () -> engine.clock.forward(Duration.ofSeconds(1));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(RunState.FAILED, engine.run(id).state());
        String comment = engine.run(id).comment();
        assertTrue(comment.contains("a worker has not come on for"), comment);
        assertTrue(comment.contains("while linking"), comment);
        assertTrue(engine.threads.abandoned() <= 5, () -> engine.threads.abandoned() + " threads");
    }

    /** The commit hangs in a hook before the store merges it, so the hang blocks nothing else in the repository. */
    @Test
    void aCancelRequestDoesNotWaitForAWorkerThatHangsOutsideOfAnAsset() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.links = links(() -> {
            engine.cancel(id, "jane");
            while (!awaitWakeUp(Duration.ofMillis(20))) {
                engine.clock.forward(Duration.ofMillis(200));
            }
        });

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(RunState.CANCELLED, engine.run(id).state());
        assertEquals(10, engine.run(id).counts().total());
    }

    /** Three deaths in a row without progress would end the run. */
    @Test
    void aWorkerThatDoesNotStopInTimeIsNotTakenForDead() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        for (int restart = 0; restart < 5; restart++) {
            engine.stopAfter = Integer.MAX_VALUE;
            engine.whenProcessed(engine.processed.size(), () -> {
                engine.stopAfter = 0;
                engine.supervisor.close();
                awaitWakeUp(Duration.ofMinutes(1));
            });
            assertEquals(Coordinations.Result.INTERRUPTED, engine.coordinate(id));
            PartitionNode partition = engine.node(id).partition("p00001").orElseThrow();
            assertEquals(PartitionNode.State.READY, partition.state());
            engine.restartNode();
        }
        engine.stopAfter = Integer.MAX_VALUE;

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
        assertEquals(
                0,
                engine.node(id)
                        .partition("p00001")
                        .map(HangingWorkerTest::cautiousTo)
                        .orElse(0));
    }

    private static int cautiousTo(PartitionNode partition) {
        try {
            return partition.deaths().cautiousTo();
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void aWorkerThatIsSlowButMakesProgressIsNotAbandoned() throws Exception {
        engine.files(60);
        engine.partitionSize = 60;
        engine.stepTime = Duration.ofSeconds(20);
        AtomicInteger steps = new AtomicInteger();
        engine.links = (run, session) -> (assets, doubtful) -> {
            steps.incrementAndGet();
            // fewer than the limit at the same time, but more in total
            for (int second = 0; second < 15; second++) {
                engine.clock.forward(Duration.ofSeconds(1));
                awaitWakeUp(Duration.ofMillis(15));
            }
            return Collections.nCopies(assets.size(), new AssetLinks.Links(List.of(), List.of()));
        };
        String id = engine.start(engine.request("/content/dam"));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertTrue(steps.get() > 1);
        assertEquals(0, engine.threads.abandoned());
    }

    /** As if it had been stopped by a signal: its supervisor was suspended, too. */
    @Test
    void aSuspendedProcessBlamesNoAsset() throws Exception {
        engine.files(10);
        engine.whenProcessed(5, () -> {
            engine.clock.forward(Duration.ofMinutes(2));
            awaitWakeUp(Duration.ofMillis(100));
        });
        String id = engine.start(engine.request("/content/dam"));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
    }

    /** Whichever reading of the clock is the first after it: a check of the supervisor has some. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5})
    void aProcessThatIsSuspendedDuringACheckBlamesNoAsset(int readings) throws Exception {
        engine.files(10);
        engine.workers = command -> new Thread(command, SUPERVISOR).start();
        engine.whenProcessed(5, () -> {
            suspendAfter(new AtomicInteger(readings));
            await().until(suspended::get);
            awaitWakeUp(Duration.ofMillis(100));
        });
        String id = engine.start(engine.request("/content/dam"));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
        assertEquals(10, engine.processed.size());
    }

    private void suspendAfter(AtomicInteger readings) {
        engine.clock.whenNanosAsked(() -> {
            boolean supervises = Thread.currentThread().getName().equals(SUPERVISOR);
            if (supervises && readings.getAndDecrement() == 0) {
                engine.clock.forward(Duration.ofMinutes(2));
                suspended.set(true);
            } else {
                suspendAfter(readings);
            }
        });
    }

    @Test
    void aClockThatJumpsBlamesNoAsset() throws Exception {
        engine.files(20);
        engine.whenProcessed(5, () -> {
            engine.clock.jump(Duration.ofMinutes(10));
            awaitWakeUp(Duration.ofMillis(100));
        });
        engine.whenProcessed(12, () -> {
            engine.clock.jump(Duration.ofMinutes(-20));
            awaitWakeUp(Duration.ofMillis(100));
        });
        String id = engine.start(engine.request("/content/dam"));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(new Counts(20, 0, 0), engine.run(id).counts());
        assertEquals(20, engine.processed.size());
    }

    /** Otherwise it would block the thread of its job, and the node would do less and less. */
    @Test
    void aWorkerThatHangsIsAbandonedEvenAfterItsPartitionWasTaken() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(5, () -> {
            TestEngine other = engine.rival("other");
            other.left.add("node");
            assertEquals(PartitionWorker.Result.DONE, other.partitions().work(id, "p00001", () -> false));
            hang();
        });
        engine.beforeEachLook = () -> engine.clock.forward(Duration.ofSeconds(1));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
        assertEquals(1, engine.threads.abandoned());
    }

    @Test
    void aPartitionWhoseAssetsAllHangAbandonsNoMoreThreadsThanAllowed() throws Exception {
        engine.threads = new WorkerThreads(2);
        engine.files(10);
        engine.failing = Duration.ofSeconds(20);
        AssetProcessor usual = engine.processor;
        engine.processor = asset -> {
            hang();
            return usual.process(asset);
        };
        engine.beforeEachLook = () -> engine.clock.forward(Duration.ofSeconds(1));
        String id = engine.start(engine.request("/content/dam"));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(RunState.FAILED, engine.run(id).state());
        assertTrue(engine.threads.abandoned() <= 6, () -> engine.threads.abandoned() + " threads");
    }

    @Test
    void aNodeWithTooManyAbandonedThreadsIsExhaustedUntilTheyReturn() throws Exception {
        engine.threads = new WorkerThreads(1);
        engine.files(5);
        engine.whenProcessed(2, this::hang);
        engine.beforeEachLook = () -> engine.clock.forward(Duration.ofSeconds(1));
        engine.coordinate(engine.start(engine.request("/content/dam")));
        assertTrue(engine.threads.isExhausted());
        wakeUp.countDown();
        await().until(() -> !engine.threads.isExhausted());
    }

    /** One slice of the walk reads many originals: each is a step. */
    @Test
    void aSelectionThatReadsManyTypesSlowlyIsNotAbandoned() throws Exception {
        engine.files(4);
        engine.stepTime = Duration.ofSeconds(20);
        engine.types = asset -> {
            for (int second = 0; second < 15; second++) {
                engine.clock.forward(Duration.ofSeconds(1));
                awaitWakeUp(Duration.ofMillis(15));
            }
            return FileType.DITA_TOPIC;
        };
        AssetFilter topics = AssetFilter.ALL.withFileTypes(Set.of(FileType.DITA_TOPIC));

        engine.coordinate(engine.start(engine.request(topics, "/content/dam")));

        assertEquals(0, engine.threads.abandoned());
        assertEquals(4, engine.processed.size());
    }

    private AssetLinks links(Runnable event) {
        return (run, session) -> (assets, doubtful) -> {
            event.run();
            return Collections.nCopies(assets.size(), new AssetLinks.Links(List.of(), List.of()));
        };
    }

    /** In steps, as the supervisor would take a long one for a suspended process. */
    private void hang() {
        int before = engine.threads.abandoned();
        while (engine.threads.abandoned() == before && !awaitWakeUp(Duration.ofMillis(15))) {
            engine.clock.forward(Duration.ofSeconds(1));
        }
        awaitWakeUp(Duration.ofMinutes(1));
    }

    private boolean awaitWakeUp(Duration most) {
        try {
            return wakeUp.await(most.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
