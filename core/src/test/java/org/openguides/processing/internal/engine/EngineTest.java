package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.User;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Selection;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whole runs on a real Oak; partitions are worked on by the same thread as soon as they are dispatched. */
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

    /** Nothing wakes up the coordinator any more when all partitions but one have been linked. */
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
    void theClaimIsGivenUpAtTheEnd() throws Exception {
        engine.files(1);
        String id = engine.start(engine.request("/content/dam"));
        assertTrue(engine.session().nodeExists(Claims.ROOT + "/" + id));
        engine.coordinate(id);
        assertFalse(engine.session().nodeExists(Claims.ROOT + "/" + id));
    }

    @Test
    void aFailedAssetIsCountedCommentedAndLoggedAndTheOthersGoOn() throws Exception {
        engine.files(12);
        engine.results.put("/content/dam/f003.dita", ItemResult.failure(FileType.DITA_TOPIC, "line 1: broken"));
        engine.results.put("/content/dam/f011.dita", ItemResult.skipped(FileType.OTHERS, "not now"));
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        Run run = engine.run(id);
        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals(new Counts(10, 1, 1), run.counts());
        assertEquals("1 of 12 assets failed, 1 skipped", run.comment());
        List<String> log = engine.log(id);
        assertTrue(log.stream().anyMatch(line -> line.endsWith("Failed: /content/dam/f003.dita: line 1: broken")));
        assertTrue(log.stream().anyMatch(line -> line.endsWith("Skipped: /content/dam/f011.dita: not now")));
        assertTrue(log.stream().anyMatch(line -> line.contains("10 succeeded, 1 failed, 1 skipped")));
        assertEquals(
                Standing.Outcome.FAILED,
                engine.standing("/content/dam/f003.dita").outcome());
        assertEquals("line 1: broken", engine.standing("/content/dam/f003.dita").error());
        assertEquals(
                Standing.Outcome.SUCCEEDED,
                engine.standing("/content/dam/f004.dita").outcome());
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
    void anUnchangedAssetIsLeftOutIfOneAsksForThat() throws Exception {
        engine.files(5);
        engine.results.put("/content/dam/f001.dita", ItemResult.failure(FileType.DITA_TOPIC, "broken"));
        engine.coordinate(engine.start(engine.request("/content/dam")));
        engine.oak.file("/content/dam/f002.dita", "<changed/>");
        engine.processed.clear();
        String id = engine.start(engine.request(AssetFilter.ALL.withSkipProcessed(true), "/content/dam"));
        engine.coordinate(id);
        assertEquals(List.of("/content/dam/f001.dita", "/content/dam/f002.dita"), engine.processed);
    }

    @Test
    void aCopyAndAMovedAssetAreNotTakenForProcessed() throws Exception {
        engine.files(2);
        engine.coordinate(engine.start(engine.request("/content/dam")));
        Session session = engine.session();
        session.getWorkspace().copy("/content/dam/f000.dita", "/content/dam/copy.dita");
        session.getWorkspace().move("/content/dam/f001.dita", "/content/dam/moved.dita");
        engine.processed.clear();
        engine.coordinate(engine.start(engine.request(AssetFilter.ALL.withSkipProcessed(true), "/content/dam")));
        assertEquals(List.of("/content/dam/copy.dita", "/content/dam/moved.dita"), engine.processed);
    }

    @Test
    void theFilterChoosesByTypeAndTime() throws Exception {
        engine.files(3);
        engine.oak.file("/content/dam/x.png", "png");
        AssetFilter images = AssetFilter.ALL.withFileTypes(Set.of(FileType.OTHERS));
        engine.coordinate(engine.start(engine.request(images, "/content/dam")));
        assertEquals(List.of("/content/dam/x.png"), engine.processed);

        engine.processed.clear();
        AssetFilter past = AssetFilter.ALL.withCreated(null, Instant.parse("2001-01-01T00:00:00Z"));
        engine.coordinate(engine.start(engine.request(past, "/content/dam")));
        assertEquals(List.of(), engine.processed);
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
    void anEndedOrUnknownRunIsNobodys() throws Exception {
        engine.files(1);
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(Coordinations.Result.NOT_MINE, engine.coordinate(id));
        assertEquals(Coordinations.Result.NOT_MINE, engine.coordinate("unknown"));
    }

    @Test
    void aRunThatCannotGoOnFailsAndGivesUpItsClaim() throws Exception {
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
    void aConflictCostsNoOtherAssetAndNoEdit() throws Exception {
        engine.files(10);
        engine.changes = List.of(new PropertyChange("fmUuid", "GUID-1"));
        engine.whenProcessed(5, () -> {
            Session author = engine.session();
            Node content = author.getNode("/content/dam/f004.dita/jcr:content");
            content.addMixin("openguides:Processed");
            content.setProperty("fmUuid", "GUID-author");
            content.setProperty("edited", "by the author");
            author.save();
        });
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
        Node content = engine.session().getNode("/content/dam/f004.dita/jcr:content");
        assertEquals("by the author", content.getProperty("edited").getString());
        assertEquals("GUID-1", content.getProperty("fmUuid").getString());
        assertEquals(14, engine.processed.size(), "the batch of four is replayed, the others are not");
    }

    @Test
    void anAssetThatIsGoneOrNotTheUsersIsSkippedWithItsReason() throws Exception {
        engine.files(3);
        engine.whenDispatched(() -> engine.oak.remove("/content/dam/f001.dita"));
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(new Counts(2, 0, 1), engine.run(id).counts());

        Session session = engine.session();
        User reader = ((JackrabbitSession) session).getUserManager().createUser("reader", "reader");
        AccessControlUtils.addAccessControlEntry(
                session, "/content/dam", reader.getPrincipal(), new String[] {"jcr:read"}, true);
        session.save();
        String others = engine.start(engine.requestBy("reader", "/content/dam"));
        engine.coordinate(others);
        assertEquals(new Counts(0, 0, 2), engine.run(others).counts());
        assertNull(engine.run(others).request().restartOf());
    }

    @Test
    void aProcessorThatThrowsCostsOneAsset() throws Exception {
        engine.files(3);
        AssetProcessor usual = engine.processor;
        engine.processor = asset -> {
            if (asset.getPath().equals(TestEngine.file(2))) {
                throw new IllegalStateException("bug");
            }
            return usual.process(asset);
        };
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(new Counts(2, 1, 0), engine.run(id).counts());
    }

    @Test
    void aFolderOfDamAssetsIsProcessedLikeOneOfFiles() throws Exception {
        engine.oak.damAsset("/content/dam/d/a.dita", "<topic/>");
        engine.oak.damAsset("/content/dam/d/b.dita", "<topic/>");
        engine.changes = List.of(new PropertyChange("metadata/dc:title", "T"));
        String id = engine.start(engine.request("/content/dam/d"));
        engine.coordinate(id);
        assertEquals(new Counts(2, 0, 0), engine.run(id).counts());
        assertEquals(
                "T",
                engine.session()
                        .getProperty("/content/dam/d/a.dita/jcr:content/metadata/dc:title")
                        .getString());
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
