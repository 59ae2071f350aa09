package org.openguides.processing.internal.engine;

import javax.jcr.Item;
import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.supervision.NodeFailures;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.store.LeasedNode;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.spi.ItemResult;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Work fails on some nodes but not on others. */
class FailingWorkerTest {

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void close() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void aDuplicateJobOnANodeThatCannotWorkEndsNoRunOfAnother() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(5, () -> {
            TestEngine sick = engine.rival("sick");
            sick.acquirer().fail(id, "the repository could not be read");
            assertEquals(PartitionWorker.Result.NOT_MINE, sick.partitions().work(id, "p00001", () -> false));
            sick.partitions().refuse(id, "p00001", "sick");
        });

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
    }

    @Test
    void whatFailsOnOneNodeIsDoneByAnother() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.size = 2;
        engine.whenDispatched(() -> {
            TestEngine sick = engine.rival("sick");
            sick.types = asset -> {
                throw new IllegalStateException("bundle not wired");
            };
            sick.links = failing();
            assertEquals(PartitionWorker.Result.DONE, sick.partitions().work(id, "p00001", () -> false));
        });
        AtomicInteger tries = new AtomicInteger();
        AssetLinks healthy = engine.links;
        engine.links = (run, session) -> {
            if (tries.getAndIncrement() == 0) {
                throw new IllegalStateException("once");
            }
            return healthy.begin(run, session);
        };

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(List.of(Set.of("node")), engine.notOn, "given to another node than the one that failed");
    }

    @Test
    void aRunFailsWhenTwoNodesHaveFailedAtTheSameWork() throws Exception {
        engine.files(10);
        engine.size = 2;
        String id = engine.start(engine.request("/content/dam"));
        engine.links = failing();
        TestEngine other = engine.rival("other");
        other.links = failing();
        engine.elsewhere = (run, partition) -> other.partitions().work(run, partition, () -> false);

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(RunState.FAILED, engine.run(id).state());
        String comment = engine.run(id).comment();
        assertTrue(comment.startsWith("Workers have failed on 2 nodes"), comment);
    }

    @Test
    void theOnlyNodeTriesAgainWithPausesBeforeTheRunFailsAndAResumeBeginsAnew() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        AtomicInteger tries = new AtomicInteger();
        AssetLinks healthy = engine.links;
        engine.links = (run, session) -> {
            tries.incrementAndGet();
            throw new IllegalStateException("bundle not wired");
        };
        engine.beforeEachLook = () -> engine.clock.forward(Duration.ofSeconds(1));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(RunState.FAILED, engine.run(id).state());
        assertTrue(tries.get() >= 4 && tries.get() <= 10, () -> tries + " tries in three minutes");
        engine.links = healthy;
        engine.resume(id);
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
    }

    /** The other one is there, but never gets to work. */
    @Test
    void whereThereAreOtherNodesTheRunFailsLater() throws Exception {
        engine.files(10);
        engine.size = 2;
        engine.links = failing();
        engine.elsewhere = (run, partition) -> engine.partitions().work(run, partition, () -> false);
        engine.beforeEachLook = () -> engine.clock.forward(Duration.ofSeconds(10));
        String id = engine.start(engine.request("/content/dam"));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        Run run = engine.run(id);
        assertEquals(RunState.FAILED, run.state());
        Duration tried = Duration.between(Objects.requireNonNull(run.startedAt()), run.endedAt());
        assertTrue(tried.compareTo(Duration.ofMinutes(11)) > 0, tried::toString);
    }

    @Test
    void aFailureThatPassesIsForgottenWithTheNextProgress() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        AtomicInteger tries = new AtomicInteger();
        AssetLinks healthy = engine.links;
        engine.links = (run, session) -> {
            if (tries.getAndIncrement() < 2) {
                throw new IllegalStateException("not yet");
            }
            return healthy.begin(run, session);
        };
        engine.beforeEachLook = () -> engine.clock.forward(Duration.ofSeconds(1));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertNull(engine.node(id).failure());
    }

    /** Otherwise failures hours apart would add up, and a later one on another node would end the run. */
    @Test
    void failuresAreForgottenWithTheNextCheckpoint() throws Exception {
        engine.files(10);
        engine.batchSize = 2;
        String id = engine.start(engine.request("/content/dam"));
        engine.whenDispatched(() -> {
            PartitionNode partition = engine.node(id).partition("p00001").orElseThrow();
            partition.addFailure(new LeasedNode.Failure("other", engine.clock.instant(), "once", false));
            partition.node().getSession().save();
        });
        List<Integer> failures = new ArrayList<>();
        for (int call : List.of(0, 4)) {
            engine.whenProcessed(
                    call,
                    () -> failures.add(engine.node(id)
                            .partition("p00001")
                            .orElseThrow()
                            .failures()
                            .size()));
        }
        engine.coordinate(id);

        assertEquals(List.of(1, 0), failures);
    }

    /** The next worker may be of an earlier build, which reads reports and digests from files only. */
    @Test
    void whatAWorkerGivesBackHasItsReportsAndDigestsInFiles() throws Exception {
        engine.files(10);
        engine.batchSize = 2;
        engine.results.put(TestEngine.file(1), ItemResult.failure(FileType.DITA_TOPIC, "broken"));
        String id = engine.start(engine.request("/content/dam"));
        engine.whenDispatched(() -> {
            PartitionNode partition = engine.node(id).partition("p00001").orElseThrow();
            Node node = partition.node();
            engine.partitions().work(id, "p00001", () -> engine.processed.size() >= 4);
            node.getSession().refresh(false);
            assertEquals(LeasedNode.State.READY, partition.state());
            assertEquals(List.of(), names(node.getProperties("newestReports | newestDigests")));
            assertEquals(List.of("r00000"), names(node.getNode("results").getNodes()));
            assertEquals(List.of("d00000"), names(node.getNode("digests").getNodes()));
        });
        engine.coordinate(id);
        assertEquals(new Counts(9, 1, 0), engine.run(id).counts());
    }

    @Test
    void aSelectionThatFailsIsTriedAgainToo() throws Exception {
        engine.files(10);
        engine.results.clear();
        AtomicInteger tries = new AtomicInteger();
        TypeDetector usual = engine.types;
        engine.types = asset -> {
            if (tries.getAndIncrement() == 0) {
                throw new RepositoryException("refused once");
            }
            return usual.typeOf(asset);
        };
        engine.beforeEachLook = () -> engine.clock.forward(Duration.ofSeconds(1));
        AssetFilter topics = AssetFilter.ALL.withFileTypes(Set.of(FileType.DITA_TOPIC));
        String id = engine.start(engine.request(topics, "/content/dam"));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
    }

    @Test
    void aNodeOnWhichWorkOfSeveralRunsFailsInARowPauses() {
        NodeFailures failures = new NodeFailures(engine.clock.time());
        failures.failed("a");
        failures.failed("a");
        failures.failed("a");
        assertEquals(false, failures.isResting(), "one run may be at fault itself");
        failures.failed("b");
        assertEquals(true, failures.isResting());
        engine.clock.forward(Duration.ofMinutes(6));
        assertEquals(false, failures.isResting());
        failures.failed("b");
        assertEquals(true, failures.isResting());
        failures.succeeded();
        assertEquals(false, failures.isResting());
    }

    private static AssetLinks failing() {
        return (run, session) -> {
            throw new IllegalStateException("bundle not wired");
        };
    }

    private static List<String> names(Iterator<?> items) throws RepositoryException {
        List<String> names = new ArrayList<>();
        while (items.hasNext()) {
            names.add(((Item) items.next()).getName());
        }
        return names;
    }
}
