package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Callable;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.coordination.RunCoordinator;
import org.openguides.processing.internal.store.LeasedNode;
import org.openguides.processing.internal.store.PartitionNode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A worker on another node has died with the first of three partitions, of which two may be in work. Oak lets the
 * takeover wait for minutes if the last commits of the dead node are not visible yet.
 */
class TakeoverTest {

    private static final String FIRST = "p00001";

    private final TestEngine engine = new TestEngine();
    /** Takeovers that have begun. */
    private final Queue<Runnable> waiting = new ArrayDeque<>();
    /** Jobs for partitions that no worker has got yet. */
    private final Queue<Runnable> jobs = new ArrayDeque<>();

    private String id;
    private RunCoordinator coordinator;

    @BeforeEach
    void die() throws Exception {
        engine.partitionSize = 5;
        engine.files(15);
        id = engine.start(engine.request("/content/dam"));
        TestEngine worker = engine.rival("worker");
        worker.whenProcessed(2, TestEngine::crash);
        engine.workers = job -> {
            engine.workers = jobs::add;
            assertThrows(Crash.class, () -> worker.partitions().work(id, FIRST, () -> false));
            engine.left.add("worker");
        };
        engine.takeovers = waiting::add;
        coordinator = engine.acquirer().acquire(id).orElseThrow();
        tickUntil(() -> !waiting.isEmpty());
    }

    @AfterEach
    void end() {
        engine.oak.close();
    }

    @Test
    void otherWorkAndHeartbeatsGoOnWhileItWaits() throws Exception {
        work();
        tickUntil(() -> engine.run(id).counts().total() == 10);
        Instant before = engine.node(id).updatedAt();
        engine.clock.forward(Duration.ofMinutes(1));
        assertFalse(coordinator.tick());

        assertNotEquals(before, engine.node(id).updatedAt());
        assertEquals(LeasedNode.State.WORKING, first().state());
        assertEquals(1, waiting.size(), "it is begun once");

        waiting.remove().run();
        tickUntil(() -> engine.run(id).state() == RunState.SUCCEEDED);
        assertEquals(new Counts(15, 0, 0), engine.run(id).counts());
    }

    @Test
    void itMakesRoomForOtherWork() throws Exception {
        tickUntil(() -> jobs.size() == 2);
    }

    @Test
    void itIsTriedAgainLaterIfItFails() throws Exception {
        fail(waiting.remove());
        assertEquals(LeasedNode.State.WORKING, first().state());
        coordinator.tick();
        assertEquals(0, waiting.size(), "not at once");

        engine.clock.forward(Duration.ofSeconds(2));
        tickUntil(() -> !waiting.isEmpty());
        waiting.remove().run();
        work();
        tickUntil(() -> engine.run(id).state() == RunState.SUCCEEDED);
    }

    @Test
    void aWorkerThatIsHeardOfKeepsItsWork() throws Exception {
        PartitionNode partition = first();
        partition.signal(engine.clock.instant().plusSeconds(1));
        partition.node().getSession().save();

        waiting.remove().run();

        assertEquals(LeasedNode.State.WORKING, first().state());
    }

    /** Its last commit would otherwise wait too, and with it the coordinators of all runs. */
    @Test
    void aCancelledRunEndsAfterIt() throws Exception {
        engine.cancel(id, "jane");
        assertFalse(coordinator.tick());
        assertFalse(coordinator.tick());

        waiting.remove().run();
        tickUntil(() -> engine.run(id).state() == RunState.CANCELLED);
        assertEquals(LeasedNode.State.READY, first().state());
    }

    @Test
    void aCancelledRunEndsAlthoughItFails() throws Exception {
        fail(waiting.remove());
        engine.cancel(id, "jane");

        tickUntil(() -> engine.run(id).state() == RunState.CANCELLED);
    }

    private PartitionNode first() throws RepositoryException {
        return engine.node(id).partition(FIRST).orElseThrow();
    }

    /** Lets the coordinator's thread do the jobs, those before and later ones. */
    private void work() {
        engine.workers = Runnable::run;
        jobs.forEach(Runnable::run);
    }

    private void fail(Runnable takeover) {
        engine.oak.cutOffAfter(0);
        takeover.run();
        engine.oak.makeRoom();
    }

    private void tickUntil(Callable<Boolean> condition) throws Exception {
        for (int tick = 0; tick < 50 && !condition.call(); tick++) {
            coordinator.tick();
        }
        assertTrue(condition.call());
    }
}
