package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.engine.work.CrashHistory;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.store.Tally;
import org.openguides.processing.spi.ItemResult;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Servers die at an asset, and none returns with its disk or its Sling id, as in a cloud. */
class DeathWithoutDiskTest {

    private static final int FILES = 10;
    private static final String DEADLY = TestEngine.file(5);

    private final TestEngine engine = new TestEngine();
    private String run = "";
    private int nodes;

    @BeforeEach
    void aRunOfOnePartition() throws Exception {
        engine.files(FILES);
        run = start();
    }

    @AfterEach
    void close() {
        engine.oak.close();
    }

    private String start() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        Session session = engine.session();
        RunNode node = RunStore.find(session, id).orElseThrow();
        node.apply(RunEvent.START, engine.clock.instant(), "");
        node.seal(1, IntStream.range(0, FILES).mapToObj(TestEngine::file).toList());
        session.save();
        return id;
    }

    private String startAgain() throws Exception {
        giveUpClaim();
        return start();
    }

    private void giveUpClaim() throws Exception {
        Session session = engine.session();
        Claims.release(session, run);
        session.save();
    }

    /** Adds a new node to the cluster, which sees that all earlier ones have left. */
    private TestEngine newNode() {
        TestEngine node = engine.rival("pod" + ++nodes);
        IntStream.range(1, nodes).forEach(earlier -> node.left.add("pod" + earlier));
        node.batchSize = 6;
        return node;
    }

    private TestEngine newNodeThatDiesAt(String path) {
        TestEngine node = newNode();
        node.processor = asset -> {
            node.processed.add(asset.getPath());
            if (asset.getPath().equals(path)) {
                throw new Crash();
            }
            return ItemResult.success(FileType.DITA_TOPIC);
        };
        return node;
    }

    private void dieAt(String path) {
        assertThrows(Crash.class, () -> work(newNodeThatDiesAt(path)));
    }

    private PartitionWorker.Result work(TestEngine node) throws Exception {
        return node.partitions().work(run, "p00001", () -> false);
    }

    private PartitionNode partition() throws Exception {
        return partition(engine.session());
    }

    @Test
    void theAssetIsFailedAfterTheSecondDeathAndTheOthersGoOn() throws Exception {
        dieAt(DEADLY);
        assertEquals(0, partition().position());
        dieAt(DEADLY);
        assertEquals(5, partition().position(), "what came before it has been committed one by one");

        TestEngine third = newNodeThatDiesAt(DEADLY);
        assertEquals(PartitionWorker.Result.DONE, work(third));

        assertEquals(new Counts(9, 1, 0), partition().tally().total());
        assertFalse(third.processed.contains(DEADLY));
        assertEquals(
                "servers have died twice while it or its batch was processed; it is not retried until the"
                        + " file is changed or another version of the processor is installed",
                engine.state(DEADLY, "error"));
        assertEquals("", partition().deaths().currentAsset());
    }

    @Test
    void laterRunsOnOtherNodesDoNotTryItAgainUnlessItHasChanged() throws Exception {
        dieAt(DEADLY);
        dieAt(DEADLY);
        work(newNodeThatDiesAt(DEADLY));

        run = startAgain();
        assertEquals(PartitionWorker.Result.DONE, work(newNodeThatDiesAt(DEADLY)));
        assertEquals(new Counts(9, 1, 0), partition().tally().total());

        engine.oak.file(DEADLY, "<topic id='another'><title>harmless</title></topic>");
        run = startAgain();
        TestEngine node = newNode();
        work(node);
        assertTrue(node.processed.contains(DEADLY));
        assertEquals(new Counts(10, 0, 0), partition().tally().total());
    }

    @Test
    void anotherVersionOfTheBundleTriesItAgain() throws Exception {
        dieAt(DEADLY);
        dieAt(DEADLY);

        TestEngine newer = newNode();
        newer.suspects = CrashHistory.none("2");
        work(newer);

        assertTrue(newer.processed.contains(DEADLY));
        assertEquals(new Counts(10, 0, 0), partition().tally().total());
    }

    @Test
    void aSingleDeathBlamesNoAsset() throws Exception {
        dieAt(DEADLY);
        TestEngine second = newNode();
        assertEquals(PartitionWorker.Result.DONE, work(second));

        assertEquals(new Counts(10, 0, 0), partition().tally().total());
        assertEquals("", partition().deaths().currentAsset());
    }

    /**
     * One of them may be suspected, as it was in the batch of the first death; killing a server repeatedly adds no
     * further suspects.
     */
    @Test
    void deathsAtManyAssetsDoNotFailEachOfThem() throws Exception {
        for (int asset : List.of(1, 2, 4, 5)) {
            dieAt(TestEngine.file(asset));
        }
        assertEquals(PartitionWorker.Result.DONE, work(newNode()));

        assertEquals(new Counts(9, 1, 0), partition().tally().total());
        assertTrue(engine.state(TestEngine.file(2), "error").startsWith("servers have died twice"));
    }

    @Test
    void twoDeathsAtAnotherAssetFailThatOneToo() throws Exception {
        dieAt(DEADLY);
        dieAt(DEADLY);
        dieAt(TestEngine.file(6));
        dieAt(TestEngine.file(6));
        work(newNode());

        assertEquals(new Counts(8, 2, 0), partition().tally().total());
    }

    @Test
    void anAssetThatIsTriedAgainLaterIsFailedAfterTheSecondDeathToo() throws Exception {
        pass(
                new DeferredAsset(2, 1, engine.clock.instant(), Deferral.LOCKED),
                new DeferredAsset(5, 1, engine.clock.instant(), Deferral.LOCKED),
                new DeferredAsset(8, 1, engine.clock.instant(), Deferral.LOCKED));
        dieAt(DEADLY);
        dieAt(DEADLY);
        assertEquals(PartitionWorker.Result.DONE, work(newNodeThatDiesAt(DEADLY)));

        assertEquals(new Counts(2, 1, 0), partition().tally().total());
        assertEquals("", partition().deaths().currentAsset());
    }

    @Test
    void deathsAtAssetsThatAreTriedAgainLaterSayWhichTheyWere() throws Exception {
        pass(new DeferredAsset(5, 1, engine.clock.instant(), Deferral.LOCKED));
        for (String version : List.of("1", "2", "3")) {
            TestEngine node = newNodeThatDiesAt(DEADLY);
            node.suspects = CrashHistory.none(version);
            assertThrows(Crash.class, () -> work(node));
        }
        work(newNode());
        assertEquals(
                "3 workers in a row have died between " + DEADLY + " and " + DEADLY
                        + "; see the server's log, fix the cause and resume",
                engine.node(run).failure());
    }

    private void pass(DeferredAsset... deferred) throws Exception {
        Session session = engine.session();
        PartitionNode partition = partition(session);
        partition.advance(FILES, Tally.NONE, List.of());
        partition.keepDigests(0, Collections.nCopies(FILES, ""));
        partition.setDeferred(List.of(deferred), null);
        session.save();
    }

    /** A server that is killed while it waits for a store has not died at an asset. */
    @Test
    void duringAnOutageNothingIsRecordedAndTheNextWorkerDoesNotReportOne() throws Exception {
        dieAt(DEADLY);
        TestEngine waiting = newNode();
        waiting.processor = (AssetNodeProcessor) (asset, mode, visible) -> {
            throw new ContentUnreachableException(asset.path(), new IOException());
        };
        assertEquals(
                PartitionWorker.Result.INTERRUPTED, waiting.partitions().work(run, "p00001", () -> isWaiting(waiting)));
        assertEquals("", partition().deaths().currentAsset());

        TestEngine next = newNode();
        List<String> told = new ArrayList<>();
        next.processor = asset -> {
            told.add(partition(engine.session()).waiting());
            return ItemResult.success(FileType.DITA_TOPIC);
        };
        work(next);
        assertEquals(List.of(""), told.stream().distinct().toList());
    }

    @Test
    void failedRetriesAreNotRecorded() throws Exception {
        dieAt(DEADLY);
        pass(new DeferredAsset(5, 1, engine.clock.instant(), Deferral.CONTENT_UNREACHABLE));
        TestEngine node = newNodeThatCannotRead();
        assertEquals(PartitionWorker.Result.RELEASED, work(node));

        assertEquals(List.of(DEADLY), node.processed);
        assertEquals("", partition().deaths().currentAsset());
    }

    /** There are no other assets to test the store with. */
    @Test
    void severalThatAreTriedForTheLastTimeWaitForTheStoreAndAreNotNoted() throws Exception {
        dieAt(DEADLY);
        pass(
                new DeferredAsset(2, 1, engine.clock.instant(), Deferral.CONTENT_UNREACHABLE),
                new DeferredAsset(5, 1, engine.clock.instant(), Deferral.CONTENT_UNREACHABLE),
                new DeferredAsset(8, 1, engine.clock.instant(), Deferral.CONTENT_UNREACHABLE));
        TestEngine node = newNodeThatCannotRead();
        node.laterWait = Duration.ZERO;
        assertEquals(PartitionWorker.Result.INTERRUPTED, node.partitions().work(run, "p00001", () -> isWaiting(node)));

        assertEquals(Counts.NONE, partition().tally().total());
        assertEquals("", partition().deaths().currentAsset());
    }

    private TestEngine newNodeThatCannotRead() {
        TestEngine node = newNode();
        node.processor = (AssetNodeProcessor) (asset, mode, visible) -> {
            node.processed.add(asset.path());
            throw new ContentUnreachableException(asset.path(), new IOException());
        };
        return node;
    }

    private boolean isWaiting(TestEngine node) {
        try {
            return partition(node.session()).throttledBy() == ThrottleReason.STORAGE;
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private PartitionNode partition(Session session) throws RepositoryException {
        return RunStore.find(session, run).orElseThrow().partition("p00001").orElseThrow();
    }

    /** The first death was somewhere in the first batch of six. */
    @Test
    void notesAreMadeForTheBatchThatAServerDiedInAlone() throws Exception {
        dieAt(DEADLY);
        TestEngine second = newNode();
        long before = engine.oak.costs().commits();
        work(second);

        assertEquals(1 + 2 * 6 + 1, engine.oak.costs().commits() - before, "seizure, six assets, the rest");
    }

    @Test
    void whereNoServerHasDiedNothingIsNoted() throws Exception {
        long before = engine.oak.costs().commits();
        work(newNode());
        assertEquals(1 + 2, engine.oak.costs().commits() - before, "seizure, two batches");
    }

    @Test
    void anOrderlyStopIsNotADeath() throws Exception {
        TestEngine first = newNode();
        assertEquals(
                PartitionWorker.Result.INTERRUPTED,
                first.partitions().work(run, "p00001", () -> first.processed.size() > 3));
        assertEquals(0, partition().deaths().cautiousTo());

        work(newNode());
        assertEquals(0, partition().deaths().cautiousTo());
        assertEquals(new Counts(10, 0, 0), partition().tally().total());
    }

    /** A configuration change activates a new engine while a worker of the old one is still busy. */
    @Test
    void aWorkerThatIsSupersededWithinItsProcessHasNotDied() throws Exception {
        dieAt(DEADLY);
        TestEngine node = newNode();
        node.processor = asset -> {
            if (asset.getPath().equals(DEADLY)) {
                throw new Crash();
            }
            return ItemResult.success(FileType.DITA_TOPIC);
        };
        assertThrows(Crash.class, () -> work(node));
        node.restartNode();
        node.processor = asset -> ItemResult.success(FileType.DITA_TOPIC);
        work(node);

        assertEquals(new Counts(10, 0, 0), partition().tally().total());
    }

    @Test
    void theRunItselfEndsWithTheAssetFailed() throws Exception {
        giveUpClaim();
        String id = engine.start(engine.request("/content/dam"));
        assertThrows(Crash.class, () -> newNodeThatDiesAt(DEADLY).coordinate(id));
        assertThrows(Crash.class, () -> newNodeThatDiesAt(DEADLY).coordinate(id));
        newNodeThatDiesAt(DEADLY).coordinate(id);

        assertEquals(new Counts(9, 1, 0), engine.run(id).counts());
        List<String> log = engine.log(id);
        assertTrue(
                log.stream().anyMatch(line -> line.contains("Failed: " + DEADLY + ": servers have died twice")),
                () -> String.join("\n", log));
    }
}
