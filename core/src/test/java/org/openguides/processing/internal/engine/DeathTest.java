package org.openguides.processing.internal.engine;

import javax.jcr.Session;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.throttle.Throttle;
import org.openguides.processing.internal.engine.throttle.Throttles;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Coordinators and workers die, and others take over. */
@Tag(TestCatalogs.TAG)
class DeathTest {

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void theSameNodeContinuesAtTheCheckpointAfterItsDeath() throws Exception {
        engine.files(25);
        String id = engine.start(engine.request("/content/dam"));
        dieAt(id, 14);
        assertEquals(RunState.RUNNING, engine.run(id).state());
        List<String> before = List.copyOf(engine.processed);

        engine.restartNode();
        engine.coordinate(id);
        assertEquals(new Counts(25, 0, 0), engine.run(id).counts());
        assertEquals(2, engine.run(id).attempt());
        List<String> again = engine.processed.subList(before.size(), engine.processed.size());
        assertEquals(
                before.subList(14, before.size()),
                again.stream().filter(before::contains).toList(),
                "only what was not committed is done again");
        assertEquals(25, Set.copyOf(engine.processed).size());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8})
    void contentAndCheckpointAgreeAfterADeathBetweenAnyTwoCommits(int commits) throws Exception {
        engine.files(15);
        String id = engine.start(engine.request("/content/dam"));
        engine.oak.cutOffAfter(commits);
        assertThrows(Exception.class, () -> engine.coordinate(id));
        engine.oak.makeRoom();

        int done = 0;
        for (String partition : engine.node(id).partitions()) {
            done += engine.node(id).partition(partition).orElseThrow().position();
        }
        for (int i = 0; i < 15; i++) {
            assertEquals(
                    i < done, engine.session().nodeExists(TestEngine.file(i) + "/jcr:content/openguides"), "f" + i);
        }
    }

    @Test
    void anotherNodeTakesOverWhenTheLeaseHasExpired() throws Exception {
        engine.files(15);
        String id = engine.start(engine.request("/content/dam"));
        dieAt(id, 6);
        TestEngine other = engine.rival("other");
        assertEquals(Coordinations.Result.NOT_MINE, other.coordinate(id), "the lease is not over");
        other.awaitLease(id);
        other.beforeEachLook = () -> other.clock.forward(Duration.ofSeconds(5));
        assertEquals(Coordinations.Result.ENDED, other.coordinate(id));
        assertEquals(new Counts(15, 0, 0), engine.run(id).counts());
    }

    @Test
    void anotherNodeTakesOverAtOnceWhenTheOwnerHasLeftTheCluster() throws Exception {
        engine.files(15);
        String id = engine.start(engine.request("/content/dam"));
        dieAt(id, 6);
        TestEngine other = engine.rival("other");
        other.left.add("node");
        assertEquals(Coordinations.Result.ENDED, other.coordinate(id));
        assertEquals(new Counts(15, 0, 0), engine.run(id).counts());
    }

    @Test
    void theDeathOfAWorkerOnAnotherNodeIsDetectedAndItsPartitionSentAgain() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenDispatched(() -> {
            TestEngine worker = engine.rival("worker");
            worker.whenProcessed(5, TestEngine::crash);
            assertThrows(Crash.class, () -> worker.partitions().work(id, "p00001", () -> false));
            engine.left.add("worker");
        });
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
        assertEquals(6, engine.processed.size(), "the first batch of the dead worker is not done again");
        assertTrue(
                engine.log(id).stream().anyMatch(line -> line.endsWith("Assets of each node: node 6, worker 4")),
                () -> engine.log(id).toString());
    }

    @Test
    void aPartitionWhoseJobIsLostIsSentAgainAfterALease() throws Exception {
        engine.partitionSize = 5;
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.loseNextJob();
        engine.whenProcessed(3, () -> engine.clock.forward(Duration.ofSeconds(61)));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
    }

    @Test
    void aCrashLoopWithoutProgressEndsTheRunWhichCanBeResumed() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.throttle = DeathTest::dieBeforeAnAssetIsInHand;
        for (int death = 1; death <= 3; death++) {
            assertThrows(Crash.class, () -> engine.coordinate(id));
            engine.restartNode();
        }
        engine.throttle = () -> Throttles.OPEN;
        assertEquals(Coordinations.Result.NOT_MINE, engine.coordinate(id));
        Run failed = engine.run(id);
        assertEquals(RunState.FAILED, failed.state());
        assertTrue(failed.comment().startsWith("The server has died 3 times in a row"), failed.comment());
        assertFalse(engine.session().nodeExists(Claims.ROOT + "/" + id));
        assertEquals(List.of(), states(id), "no assets have been selected yet");

        engine.resume(id);
        engine.coordinate(id);
        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
    }

    @Test
    void progressBetweenTheDeathsKeepsARunAlive() throws Exception {
        engine.files(40);
        String id = engine.start(engine.request("/content/dam"));
        for (int death = 1; death <= 5; death++) {
            dieAt(id, engine.processed.size() + 5);
            engine.restartNode();
        }
        engine.coordinate(id);
        assertEquals(new Counts(40, 0, 0), engine.run(id).counts());
    }

    /** It passes what has been processed before. */
    @Test
    void aWalkThatSelectsNothingIsProgress() throws Exception {
        engine.files(60);
        engine.coordinate(engine.start(engine.request("/content/dam")));
        String id = engine.start(engine.request(AssetFilter.ALL.withSkipProcessed(true), "/content/dam"));
        AtomicInteger asked = new AtomicInteger();
        engine.throttle = () -> {
            engine.clock.forward(Duration.ofSeconds(2)); // ends the slice
            if (asked.incrementAndGet() % 2 == 0) {
                throw new Crash(); // after its commit
            }
            return Throttles.OPEN;
        };
        Set<String> cursors = new TreeSet<>();
        for (int death = 1; death <= 5; death++) {
            assertThrows(Crash.class, () -> engine.coordinate(id));
            cursors.add(engine.node(id).cursor());
            engine.restartNode();
        }
        assertEquals(5, cursors.size(), cursors::toString);
        engine.throttle = () -> Throttles.OPEN;

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(0, engine.run(id).selection().found());
    }

    @Test
    void repeatedDeathsOfWorkersEndTheRunWhileItsCoordinatorIsAlive() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        Session session = engine.session();
        RunNode run = RunStore.find(session, id).orElseThrow();
        run.apply(RunEvent.START, engine.clock.instant(), "");
        engine.files(3);
        run.seal(
                1,
                Stream.of("f000", "f001", "f002")
                        .map(name -> "/content/dam/" + name + ".dita")
                        .toList());
        session.save();
        for (int death = 1; death <= 3; death++) {
            TestEngine worker = engine.rival("worker" + death);
            worker.left.addAll(List.of("worker1", "worker2"));
            worker.throttle = DeathTest::dieBeforeAnAssetIsInHand;
            assertThrows(Crash.class, () -> worker.partitions().work(id, "p00001", () -> false));
        }
        engine.left.addAll(List.of("worker1", "worker2", "worker3"));
        assertEquals(PartitionWorker.Result.NOT_MINE, engine.partitions().work(id, "p00001", () -> false));
        assertEquals(
                "3 workers in a row have died between /content/dam/f000.dita and /content/dam/f002.dita; see the server's"
                        + " log, fix the cause and resume",
                engine.node(id).failure());
        assertEquals(List.of("READY"), states(id));
    }

    @Test
    void aCancelledRunStaysCancelledWhenItIsTakenOver() throws Exception {
        engine.files(15);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(6, () -> {
            engine.cancel(id, "jane");
            throw new Crash();
        });
        assertThrows(Crash.class, () -> engine.coordinate(id));
        engine.restartNode();
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        assertEquals(RunState.CANCELLED, engine.run(id).state());
        assertEquals(4, engine.run(id).counts().total());
        assertEquals(List.of("READY", "READY"), states(id), "no worker is left in possession");
    }

    /** First called when a worker begins with a batch. */
    private static Throttle dieBeforeAnAssetIsInHand() {
        throw new Crash();
    }

    private void dieAt(String id, int count) {
        engine.whenProcessed(count, TestEngine::crash);
        assertThrows(Crash.class, () -> engine.coordinate(id));
    }

    private List<String> states(String id) throws Exception {
        RunNode run = engine.node(id);
        return run.partitions().stream().sorted().map(name -> state(run, name)).toList();
    }

    private static String state(RunNode run, String name) {
        try {
            PartitionNode partition = run.partition(name).orElseThrow();
            return partition.state().name();
        } catch (javax.jcr.RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }
}
