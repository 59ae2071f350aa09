package org.openguides.processing.internal.engine;

import javax.jcr.Session;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Selection;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Complete runs on a real Oak. The same thread works on partitions as soon as they are dispatched. */
@Tag(TestCatalogs.TAG)
class EngineTest {

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void processesEveryAssetOnce() throws Exception {
        engine.files(25);
        String id = engine.start(engine.request("/content/dam"));
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        Run run = engine.run(id);
        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals(new Selection(Selection.State.COMPLETE, 25), run.selection());
        assertEquals(new Counts(25, 0, 0), run.counts());
        assertEquals(Duration.ZERO, run.remaining());
        assertEquals("", run.comment());
        assertEquals(25, engine.processed.size());
        assertEquals(25, Set.copyOf(engine.processed).size());
    }

    @Test
    void aRunThatHasSucceededKeepsOnlyItsReports() throws Exception {
        engine.files(25);
        engine.results.put("/content/dam/f013.dita", ItemResult.failure(FileType.DITA_TOPIC, "line 1: broken"));
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(List.of("p00002"), engine.node(id).partitions());
        PartitionNode kept = engine.node(id).partition("p00002").orElseThrow();
        assertEquals(1, kept.reports().all().size());
        assertFalse(kept.node().hasNode("paths"));
        assertFalse(kept.node().hasProperty("token"));
    }

    /** Nothing wakes the coordinator when all partitions but one have been linked. */
    @Test
    @Timeout(60)
    void roomForAPartitionIsUsedAsSoonAsItIsSeen() throws Exception {
        engine.files(25);
        engine.pollInterval = Duration.ofHours(1);
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
    }

    @Test
    void partitionsGrowWithTheRunUpToTheLargest() {
        engine.partitionSize = 2000;
        RunSettings settings = engine.settings();
        assertEquals(600, settings.sizeOfPartition(0));
        assertEquals(600, settings.sizeOfPartition(12_019));
        assertEquals(601, settings.sizeOfPartition(12_020));
        assertEquals(2000, settings.sizeOfPartition(1_000_000));
        engine.partitionSize = 500;
        assertEquals(500, engine.settings().sizeOfPartition(0));
    }

    @Test
    void aSmallRunHasSeveralPartitionsToo() throws Exception {
        engine.files(650);
        engine.partitionSize = 2000;
        engine.batchSize = 100;
        engine.processor = asset -> ItemResult.failure(FileType.DITA_TOPIC, "so that the partitions are kept");
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(600, engine.node(id).partition("p00001").orElseThrow().size());
        assertEquals(50, engine.node(id).partition("p00002").orElseThrow().size());
    }

    @Test
    void anEmptyFolderIsASuccess() throws Exception {
        engine.oak.folder("/content/dam/empty");
        String id = engine.start(engine.request("/content/dam/empty"));
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(0, engine.run(id).counts().total());
    }

    @Test
    void theClaimIsReleasedAtTheEnd() throws Exception {
        engine.files(1);
        String id = engine.start(engine.request("/content/dam"));
        assertTrue(engine.session().nodeExists(Claims.ROOT + "/" + id));
        engine.coordinate(id);
        assertFalse(engine.session().nodeExists(Claims.ROOT + "/" + id));
    }

    @Test
    void changesComeWithTheCheckpoint() throws Exception {
        engine.files(10);
        engine.results.put("/content/dam/f009.dita", ItemResult.failure(FileType.DITA_TOPIC, "so that it is kept"));
        engine.changes = List.of(new PropertyChange("fmUuid", "GUID-1"), new PropertyChange("metadata/dc:title", "T"));
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        Session session = engine.session();
        assertEquals(
                "T",
                session.getProperty("/content/dam/f000.dita/jcr:content/metadata/dc:title")
                        .getString());
        assertEquals(20, engine.node(id).partition("p00001").orElseThrow().position());
    }

    @Test
    void aSecondRunOverUnchangedContentWritesNothingToIt() throws Exception {
        engine.files(10);
        engine.changes = List.of(new PropertyChange("fmUuid", "GUID-1"), new PropertyChange("refs", List.of("a", "b")));
        engine.coordinate(engine.start(engine.request("/content/dam")));
        String before = engine.dump("/content/dam");
        engine.clock.forward(Duration.ofDays(1));
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
        assertEquals(before, engine.dump("/content/dam"));
    }

    @Test
    void aStoppingSystemInterruptsAndTheNextAttemptGoesOn() throws Exception {
        engine.files(40);
        String id = engine.start(engine.request("/content/dam"));
        engine.stopAfter = 15;
        assertEquals(Coordinations.Result.INTERRUPTED, engine.coordinate(id));
        assertEquals(RunState.RUNNING, engine.run(id).state());
        engine.stopAfter = Integer.MAX_VALUE;
        engine.restartNode();
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        Run run = engine.run(id);
        assertEquals(new Counts(40, 0, 0), run.counts());
        assertEquals(2, run.attempt());
        assertEquals(40, engine.processed.size());
    }

    @Test
    void aSecondCoordinatorLeavesALivingOneAlone() throws Exception {
        engine.files(1);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenDispatched(TestEngine::crash);
        assertThrows(Crash.class, () -> engine.coordinate(id));
        engine.changeNode("other");
        assertEquals(Coordinations.Result.NOT_MINE, engine.coordinate(id));
        engine.awaitLease(id);
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
    }

    @Test
    void anEndedOrUnknownRunHasNoOwner() throws Exception {
        engine.files(1);
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(Coordinations.Result.NOT_MINE, engine.coordinate(id));
        assertEquals(Coordinations.Result.NOT_MINE, engine.coordinate("unknown"));
    }

    @Test
    void aRunThatCannotContinueFailsAndReleasesItsClaim() throws Exception {
        engine.files(1);
        String id = engine.start(engine.request("/content/dam"));
        engine.acquirer().fail(id, "the disk is full");
        Run run = engine.run(id);
        assertEquals(RunState.FAILED, run.state());
        assertEquals("the disk is full", run.comment());
        assertTrue(run.state().isResumable());
        assertFalse(engine.session().nodeExists(Claims.ROOT + "/" + id));
        engine.acquirer().fail(id, "again");
        assertEquals("the disk is full", engine.run(id).comment());
    }

    @Test
    void onlyOneWorkerGetsAPartition() throws Exception {
        engine.files(2);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(1, () -> {
            TestEngine rival = engine.rival("other");
            assertEquals(PartitionWorker.Result.NOT_MINE, rival.partitions().work(id, "p00001", () -> false));
        });
        engine.coordinate(id);
        assertEquals(new Counts(2, 0, 0), engine.run(id).counts());
    }

    @Test
    void aSupersededWorkerWritesNothing() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(4, () -> {
            TestEngine rival = engine.rival("other");
            rival.left.add("node");
            assertEquals(PartitionWorker.Result.DONE, rival.partitions().work(id, "p00001", () -> false));
        });
        engine.coordinate(id);
        assertEquals(8, engine.processed.size(), "it has begun no batch after it was superseded");
        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
    }
}
