package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.work.CrashHistory;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.testing.FaultyBlobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs with a data store that is unavailable for a while, or slow. */
class StorageAwayTest extends StorageFixture {

    @ParameterizedTest
    @EnumSource(FaultyBlobs.Fault.class)
    void aRunReportsThatItWaitsAndContinues(FaultyBlobs.Fault fault) throws Exception {
        engine.oak.blobs().failsLike(fault);
        cutAt = 6;
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);

        awaitStorage(id);
        assertEquals(RunState.RUNNING, engine.run(id).state());
        assertEquals(0, engine.run(id).counts().failed());
        engine.oak.blobs().cut(false);

        assertEquals(Coordinations.Result.ENDED, await(end));
        assertAllSucceeded(id);
        assertTrue(engine.log(id).stream().anyMatch(line -> line.contains("WARN: [ASSET_PROCESSING] The data store")));
        assertTrue(engine.log(id).stream().anyMatch(line -> line.endsWith("is available again; the run continues")));
    }

    @Test
    void aRunThatHasWaitedTooLongFailsAndIsResumed() throws Exception {
        engine.storageWait = Duration.ofSeconds(20);
        cutAt = 6;
        String id = engine.start(engine.request("/content/dam"));

        assertEquals(Coordinations.Result.ENDED, await(coordinate(id)));
        Run failed = engine.run(id);
        assertEquals(RunState.FAILED, failed.state());
        assertEquals(
                "The data store was unavailable for 20 s; see the server's log, fix the cause and resume",
                failed.comment());
        assertEquals(0, failed.counts().failed());

        engine.oak.blobs().cut(false);
        engine.resume(id);
        await(coordinate(id));
        assertAllSucceeded(id);
    }

    @Test
    void aRunThatWaitsIsCancelledAtOnce() throws Exception {
        engine.oak.blobs().cut(true);
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);
        awaitStorage(id);

        engine.cancel(id, "jane");
        assertEquals(Coordinations.Result.ENDED, await(end));
        assertEquals("Cancelled by jane", engine.run(id).comment());
        for (int i = 0; i < FILES; i++) {
            assertFalse(engine.session().nodeExists(TestEngine.file(i) + "/jcr:content/openguides"));
        }
    }

    @Test
    void aWorkerThatWaitsKeepsItsPartitionAndLeavesItWhenTheSystemStops() throws Exception {
        AtomicBoolean stopped = new AtomicBoolean();
        StopSignal stop = () -> {
            engine.beforeEachLook.run();
            return stopped.get();
        };
        cutAt = 0;
        String id = engine.start(engine.request("/content/dam"));
        engine.whenDispatched(() -> {
            Future<PartitionWorker.Result> work =
                    threads.submit(() -> engine.partitions().work(id, "p00001", stop));
            Awaitility.await().atMost(LIMIT).until(() -> waits(id));
            Instant later = engine.clock.instant().plusSeconds(100);
            Awaitility.await().atMost(LIMIT).until(() -> engine.clock.instant().isAfter(later));
            assertEquals(
                    PartitionWorker.Result.NOT_MINE,
                    engine.rival("other").partitions().work(id, "p00001", () -> false));
            stopped.set(true);
            assertEquals(PartitionWorker.Result.INTERRUPTED, get(work));
            engine.oak.blobs().cut(false);
        });

        await(coordinate(id));
        assertAllSucceeded(id);
    }

    @Test
    void aSelectionThatHasToReadWaitsAndLeavesNothingOut() throws Exception {
        engine.oak.blobs().cut(true);
        String id = engine.start(engine.request(TOPICS, "/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);
        awaitStorage(id);
        engine.oak.blobs().cut(false);

        await(end);
        assertAllSucceeded(id);
    }

    @Test
    void aDryRunWaitsAndCountsWhatItCannotRead() throws Exception {
        engine.oak.originals().lose(LOST);
        engine.oak.blobs().cut(true);
        String id = engine.start(
                engine.request("/content/dam").toBuilder().dryRun(true).build());
        Future<Coordinations.Result> end = coordinate(id);
        awaitStorage(id);
        restoreBetweenTwoReads();

        await(end);
        assertEquals("Dry run: 25 assets would be processed", engine.run(id).comment());
        assertTrue(engine.log(id).stream()
                .anyMatch(line -> line.endsWith("1 of them cannot be read at the moment, so their type is unknown")));
    }

    /** Makes the originals readable, but not while the selection decides on one that it could not read. */
    private void restoreBetweenTwoReads() {
        Runnable look = engine.beforeEachLook;
        engine.beforeEachLook = () -> {
            if (Thread.currentThread().getName().endsWith("-selection")) {
                engine.oak.blobs().cut(false);
            }
            look.run();
        };
    }

    /** Its partition's list of paths cannot be read, either. */
    @Test
    void aWorkerThatCannotBeginLeavesNoFileOfTheAssetInHand(@TempDir Path folder) throws Exception {
        engine.suspects = CrashHistory.in(folder, "1");
        String id = engine.start(engine.request("/content/dam"));
        AtomicBoolean begun = new AtomicBoolean();
        engine.whenDispatched(() -> {
            engine.oak.blobs().fail(blob -> true);
            assertThrows(RepositoryException.class, () -> engine.partitions().work(id, "p00001", () -> false));
            engine.oak.blobs().fail(blob -> false);
            begun.set(engine.node(id).partition("p00001").orElseThrow().state() == PartitionNode.State.WORKING);
            assertEquals(0, folder.toFile().list().length);
        });

        assertEquals(Coordinations.Result.ENDED, await(coordinate(id)));
        assertTrue(begun.get(), "it was acquired");
        assertAllSucceeded(id);
    }

    @Test
    void linkingNeedsNoOriginal() throws Exception {
        engine.oak.file("/content/dam/p/m.ditamap", "<map><topicref href='a.dita'/></map>");
        engine.oak.file(
                "/content/dam/p/a.dita", "<topic id='a'><title/><body><p><xref keyref='k/x'/></p></body></topic>");
        AssetLinks links = engine.links;
        engine.links = (run, session) -> {
            engine.oak.blobs().cut(true);
            return links.begin(run, session);
        };
        String id = run(engine.request("/content/dam/p"));
        assertEquals(new Counts(2, 0, 0), engine.run(id).counts());
        assertTrue(engine.log(id).stream().anyMatch(line -> line.endsWith("Broken references and other warnings: 1")));
    }

    @Test
    void aSlowStoreIsAskedOnceForEachFileAndNeverForMedia() throws Exception {
        engine.oak.blobs().slowDown(200);
        String video = engine.oak.damAsset("/content/dam/v/a.mxf", "film");
        String unheard = engine.oak.damAsset("/content/dam/v/a.unheard", "film");
        engine.oak.set(unheard, "jcr:content/renditions/original/jcr:content/jcr:mimeType", "video/mp4");
        String topic = engine.oak.file("/content/dam/v/b.dita", "<topic id='b'/>");
        String other = engine.oak.file("/content/dam/v/c.dita", reference("b.dita#b"));

        String id = run(engine.request("/content/dam/v"));
        assertEquals(new Counts(4, 0, 0), engine.run(id).counts());
        assertEquals(0, engine.oak.originals().opened(video));
        assertEquals(0, engine.oak.originals().opened(unheard));
        assertEquals(1, engine.oak.originals().opened(other));
        assertEquals(2, engine.oak.originals().opened(topic), "for itself, and for its ids");
    }

    @Test
    void aProcessorOfAnotherBundleThatCannotReadWaitsToo() throws Exception {
        engine.processor = (AssetProcessor) StorageAwayTest::readAll;
        engine.oak.blobs().cut(true);
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);
        awaitStorage(id);
        engine.oak.blobs().cut(false);

        await(end);
        assertAllSucceeded(id);
    }

    private static org.openguides.processing.spi.ItemResult readAll(Node file)
            throws javax.jcr.RepositoryException, java.io.IOException {
        try (java.io.InputStream bytes =
                file.getProperty("jcr:content/jcr:data").getBinary().getStream()) {
            bytes.readAllBytes();
        }
        return org.openguides.processing.spi.ItemResult.success(FileType.OTHERS);
    }
}
