package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.store.Fence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

/** The thread that coordinates the runs of a node. */
class CoordinationsTest {

    /** More than the time between two heartbeats. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(11);

    private final TestEngine engine = new TestEngine();
    private final Coordinations underTest = new Coordinations(engine.node(), engine.acquirer());

    @AfterEach
    void end() {
        underTest.close();
        engine.oak.close();
    }

    /** Another node, or the next activation, need not wait for the lease. */
    @Test
    void givesBackARunThatItCouldNotCoordinateWhenItStops() throws Exception {
        engine.files(3);
        engine.selectors = work -> {};
        String id = engine.start(engine.request("/content/dam"));
        Queue<Coordinations.Result> results = new ConcurrentLinkedQueue<>();
        AtomicBoolean broken = new AtomicBoolean();
        AtomicInteger errors = new AtomicInteger();
        underTest.add(
                id,
                () -> {
                    if (broken.get()) {
                        errors.incrementAndGet();
                        throw new IllegalStateException("broken on purpose");
                    }
                    return false;
                },
                results::add);
        Awaitility.await().until(() -> engine.node(id).owner().contains(engine.nodeId()));
        broken.set(true);
        engine.wakeups.signal(id);
        Awaitility.await().until(() -> errors.get() > 0);
        underTest.close();

        assertEquals(Coordinations.Result.INTERRUPTED, results.remove());
        assertEquals(RunState.RUNNING, engine.run(id).state());
        assertEquals("", engine.node(id).owner());
    }

    /** Otherwise its job would wait for ever. */
    @Test
    void acceptsNoRunAfterItHasStopped() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        underTest.close();

        assertFalse(underTest.add(id, () -> false, result -> fail(result.name())));

        assertEquals(Set.of(), underTest.runs());
    }

    @Test
    void goesOnWithOtherRunsAfterAnErrorAtTheEndOfOne() throws Exception {
        engine.files(3);
        String one = engine.start(engine.request(TestEngine.file(0)));
        String other = engine.start(engine.request(TestEngine.file(1)));
        underTest.add(
                one,
                () -> {
                    engine.clock.forward(Duration.ofMinutes(4)); // longer than it is tried again
                    engine.wakeups.signal(one);
                    throw new IllegalStateException("broken on purpose");
                },
                result -> {
                    throw new NoClassDefFoundError("broken on purpose");
                });
        Awaitility.await().until(() -> !underTest.runs().contains(one));
        Queue<Coordinations.Result> results = new ConcurrentLinkedQueue<>();
        underTest.add(other, () -> false, results::add);

        Awaitility.await().until(() -> results.contains(Coordinations.Result.ENDED));
    }

    /** For example if the memory is exhausted. */
    @Test
    void goesOnAfterAnErrorInTheHandlingOfAnError() throws Exception {
        engine.files(3);
        String id = engine.start(engine.request("/content/dam"));
        Queue<Coordinations.Result> results = new ConcurrentLinkedQueue<>();
        AtomicBoolean broken = new AtomicBoolean(true);
        underTest.add(
                id,
                () -> {
                    if (broken.getAndSet(false)) {
                        throw new Unmanageable();
                    }
                    return false;
                },
                results::add);

        Awaitility.await().until(() -> {
            engine.clock.forward(Duration.ofSeconds(1));
            return results.contains(Coordinations.Result.ENDED);
        });
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
    }

    /** An error that cannot be examined. */
    private static final class Unmanageable extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        @Override
        public synchronized Throwable getCause() {
            throw new NoClassDefFoundError("broken on purpose");
        }
    }

    /** Each time it is superseded by its own commit, which is not the end of its attempts if there was a tick in between. */
    @Test
    void aRunThatLosesAnswersNowAndThenIsKept() throws Exception {
        engine.files(3);
        engine.selectors = work -> {};
        String id = engine.start(engine.request("/content/dam"));
        Queue<Coordinations.Result> results = new ConcurrentLinkedQueue<>();
        underTest.add(id, () -> false, results::add);
        for (int attempt = 1; attempt <= 6; attempt++) {
            int present = attempt;
            Awaitility.await(attempt + ". attempt").until(() -> engine.run(id).attempt() == present);
            awaitHeartbeat(id);
            engine.oak.loseAnswerAfter(0);
            engine.clock.forward(HEARTBEAT);
            engine.wakeups.signal(id);
            Awaitility.await("lost answer").until(engine.oak::hasLostAnswer);
        }
        Awaitility.await("7. attempt").until(() -> engine.run(id).attempt() == 7);
        assertEquals(0, results.size());
    }

    /** Waits for a tick whose commit succeeds. */
    private void awaitHeartbeat(String id) {
        engine.clock.forward(HEARTBEAT);
        engine.wakeups.signal(id);
        Awaitility.await("heartbeat").until(() -> engine.node(id).updatedAt().equals(engine.clock.instant()));
    }

    /** Oak lets it wait for minutes if the last commits of the dead node are not visible yet. */
    @Test
    void goesOnWithOtherRunsWhileTheTakeoverOfOneWaits() throws Exception {
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        engine.takeovers = first -> {
            engine.takeovers = Runnable::run;
            waiting.add(first);
        };
        String one = startAndLeaveToADeadNode();
        String other = engine.start(engine.request(TestEngine.file(1)));
        Queue<Coordinations.Result> ofOne = new ConcurrentLinkedQueue<>();
        Queue<Coordinations.Result> ofOther = new ConcurrentLinkedQueue<>();
        underTest.add(one, () -> false, ofOne::add);
        Awaitility.await().until(() -> !waiting.isEmpty());
        underTest.add(other, () -> false, ofOther::add);
        Awaitility.await().until(() -> ofOther.contains(Coordinations.Result.ENDED));
        assertEquals(1, waiting.size());
        assertEquals("dead", Owner.nodeOf(engine.node(one).owner()));

        waiting.remove().run();
        Awaitility.await().until(() -> ofOne.contains(Coordinations.Result.ENDED));
        assertEquals(RunState.SUCCEEDED, engine.run(one).state());
    }

    /** The next one need not wait for the lease. */
    @Test
    void givesBackARunWhoseTakeoverIsUnderWayWhenItStops() throws Exception {
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        engine.takeovers = waiting::add;
        String id = startAndLeaveToADeadNode();
        Queue<Coordinations.Result> results = new ConcurrentLinkedQueue<>();
        underTest.add(id, () -> false, results::add);
        Awaitility.await().until(() -> !waiting.isEmpty());
        engine.clock.whenAsked(underTest::close);
        waiting.remove().run();

        assertEquals(Coordinations.Result.INTERRUPTED, results.remove());
        assertEquals(2, engine.run(id).attempt());
        assertEquals(RunState.RUNNING, engine.run(id).state());
        assertEquals("", engine.node(id).owner());
    }

    /** Another node may have begun to take over meanwhile, and would leave the run to this one. */
    @Test
    void doesNotRepeatATakeoverAfterItHasStopped() throws Exception {
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        engine.takeovers = waiting::add;
        String id = startAndLeaveToADeadNode();
        underTest.add(id, () -> false, result -> {});
        Awaitility.await().until(() -> !waiting.isEmpty());
        engine.clock.whenAsked(() -> {
            underTest.close();
            // Oak would show it to the session of the same thread
            CompletableFuture.runAsync(() -> write(id)).join();
        });

        waiting.remove().run();

        assertEquals(1, engine.run(id).attempt());
        assertEquals("dead", Owner.nodeOf(engine.node(id).owner()));
    }

    @Test
    void beginsNoTakeoverAfterItHasStopped() throws Exception {
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        engine.takeovers = waiting::add;
        String id = startAndLeaveToADeadNode();
        underTest.add(id, () -> false, result -> {});
        Awaitility.await().until(() -> !waiting.isEmpty());
        underTest.close();

        waiting.remove().run();

        assertEquals(1, engine.run(id).attempt());
    }

    @Test
    void leavesARunWhoseTakeoverFailsForMinutes() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        engine.takeovers = threads::execute;
        String id = startAndLeaveToADeadNode();
        Queue<Coordinations.Result> results = new ConcurrentLinkedQueue<>();
        engine.oak.cutOffAfter(0);
        underTest.add(id, () -> false, results::add);

        Awaitility.await().until(() -> {
            engine.clock.forward(Duration.ofSeconds(10));
            return results.contains(Coordinations.Result.FAILED);
        });
        threads.shutdown();
    }

    @Test
    void triesATakeoverAgainThatHasFailed() throws Exception {
        Queue<Runnable> waiting = new ConcurrentLinkedQueue<>();
        engine.takeovers = waiting::add;
        String id = startAndLeaveToADeadNode();
        Queue<Coordinations.Result> results = new ConcurrentLinkedQueue<>();
        underTest.add(id, () -> false, results::add);
        Awaitility.await().until(() -> !waiting.isEmpty());
        engine.oak.cutOffAfter(0);
        waiting.remove().run();
        engine.oak.makeRoom();
        engine.takeovers = Runnable::run;

        Awaitility.await().until(() -> {
            engine.clock.forward(Duration.ofSeconds(1)); // it pauses after the error
            return results.contains(Coordinations.Result.ENDED);
        });
    }

    /** Lets other writers of the run fail with a conflict. */
    private void write(String id) {
        try {
            Node run = engine.node(id).node();
            Fence.seize(run);
            run.getSession().save();
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private String startAndLeaveToADeadNode() throws Exception {
        engine.files(3);
        String id = engine.start(engine.request(TestEngine.file(0)));
        TestEngine dead = engine.rival("dead");
        dead.whenProcessed(0, TestEngine::crash);
        assertThrows(Crash.class, () -> dead.coordinate(id));
        engine.left.add("dead");
        return id;
    }
}
