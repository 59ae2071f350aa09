package org.openguides.processing.internal.engine;

import javax.jcr.Node;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.processor.AssetTypes;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.FragmentIds;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.internal.reference.ReferenceReader;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.testing.FaultyBlobs;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs with a data store that is unavailable for a while, slow, or has lost a file; the clock is twenty times faster. */
class StorageAwayTest {

    private static final int FILES = 25;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final AssetFilter TOPICS = AssetFilter.ALL.withFileTypes(Set.of(FileType.DITA_TOPIC));
    private static final String LOST = TestEngine.file(7);
    private final TestEngine engine = new TestEngine();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final ScheduledExecutorService time = Executors.newSingleThreadScheduledExecutor();
    private final AtomicInteger looked = new AtomicInteger();
    private int cutAt = Integer.MAX_VALUE;

    @BeforeEach
    void realProcessors() {
        ContentReader reader = new ContentReader(Specialisations.of(List.of()));
        AssetNodeProcessor processor = (AssetNodeProcessor) ProcessedContent.processor(reader, engine.clock);
        engine.processor = (AssetNodeProcessor) (asset, mode, visible) -> {
            if (looked.getAndIncrement() == cutAt) {
                engine.oak.blobs().cut(true);
            }
            return processor.process(asset, mode, visible);
        };
        engine.types = new AssetTypes(reader);
        engine.links = new LinkProcessor(
                new ReferenceReader(ProcessedContent.PROJECTS, new FragmentIds(reader, engine.clock), engine.catalogs));
        engine.files(FILES);
        engine.inThreads(threads);
        engine.assetTime = Duration.ofHours(1);
        engine.laterWait = Duration.ofSeconds(90);
        time.scheduleAtFixedRate(() -> engine.clock.forward(Duration.ofMillis(100)), 5, 5, TimeUnit.MILLISECONDS);
    }

    @AfterEach
    void end() {
        time.shutdownNow();
        threads.shutdownNow();
        engine.oak.close();
    }

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
        cutAt = 0;
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
        cutAt = 0;
        String id = engine.start(engine.request("/content/dam"));
        engine.whenDispatched(() -> {
            Future<PartitionWorker.Result> work =
                    threads.submit(() -> engine.partitions().work(id, "p00001", stopped::get));
            Awaitility.await().atMost(LIMIT).until(() -> waits(id));
            Duration before = Duration.between(java.time.Instant.EPOCH, engine.clock.instant());
            Awaitility.await()
                    .atMost(LIMIT)
                    .until(() -> Duration.between(java.time.Instant.EPOCH, engine.clock.instant())
                                    .minus(before)
                                    .toSeconds()
                            > 100);
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

    @ParameterizedTest
    @EnumSource(FaultyBlobs.Fault.class)
    void aFileThatIsLostFailsAloneAndIsNotWrittenTo(FaultyBlobs.Fault fault) throws Exception {
        engine.oak.blobs().failsLike(fault);
        engine.oak.originals().lose(LOST);
        String before = engine.dump(LOST);

        String id = run(engine.request("/content/dam"));
        assertLost(id, before);
        assertTrue(engine.oak.originals().opened(LOST) > 2, "it has been tried again");
    }

    @Test
    void theOnlyFileOfARunMayBeLostToo() throws Exception {
        engine.oak.originals().lose(LOST);
        String id = run(engine.request(LOST));
        assertEquals(new Counts(0, 1, 0), engine.run(id).counts());
    }

    @Test
    void aFileThatIsBackInTimeIsProcessedLater() throws Exception {
        engine.oak.blobs().fail(engine.oak.originals().isOriginalOf(LOST));
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);
        awaitComment(id, "1 asset cannot be processed yet; the run tries again later");
        assertEquals(ThrottleReason.STORAGE, engine.run(id).throttledBy());
        assertEquals(new Counts(FILES - 1, 0, 0), engine.run(id).counts());
        engine.oak.blobs().cut(false);

        await(end);
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
    void aFileThatIsLostIsSelectedWhateverItsType() throws Exception {
        engine.oak.originals().lose(LOST);
        String before = engine.dump(LOST);
        String id = run(engine.request(TOPICS, "/content/dam"));
        assertLost(id, before);
    }

    @Test
    void aTypeThatCouldNotBeReadIsSeenLater() throws Exception {
        String map = engine.oak.file("/content/dam/m.xml", "<map/>");
        engine.oak.blobs().fail(engine.oak.originals().isOriginalOf(map));
        String id = engine.start(engine.request(TOPICS, "/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);
        awaitComment(id, "1 asset cannot be processed yet; the run tries again later");
        engine.oak.blobs().cut(false);

        await(end);
        assertEquals(new Counts(FILES, 0, 1), engine.run(id).counts());
        assertTrue(engine.log(id).stream()
                .anyMatch(line -> line.endsWith("Skipped: " + map + ": its type is not selected by the run")));
        assertFalse(engine.session().nodeExists(map + "/jcr:content/openguides"));
    }

    @Test
    void aDryRunWaitsAndCountsWhatItCannotRead() throws Exception {
        engine.oak.originals().lose(LOST);
        engine.oak.blobs().cut(true);
        String id = engine.start(
                engine.request("/content/dam").toBuilder().dryRun(true).build());
        Future<Coordinations.Result> end = coordinate(id);
        awaitStorage(id);
        engine.oak.blobs().cut(false);

        await(end);
        assertEquals("Dry run: 25 assets would be processed", engine.run(id).comment());
        assertTrue(engine.log(id).stream()
                .anyMatch(line -> line.endsWith("1 of them cannot be read at the moment, so their type is unknown")));
    }

    @Test
    void whatRefersToALostFileSucceeds() throws Exception {
        String other = engine.oak.file("/content/dam/z.dita", reference("f007.dita#t7"));
        engine.oak.originals().lose(LOST);
        String id = run(engine.request("/content/dam"));
        assertEquals(new Counts(FILES, 1, 0), engine.run(id).counts());
        assertEquals(Standing.Outcome.SUCCEEDED, engine.standing(other).outcome());
    }

    @Test
    void aFragmentIsNotFineBecauseItsFileCannotBeRead() throws Exception {
        String other = engine.oak.file("/content/dam/a.dita", reference("f007.dita#nothing"));
        engine.oak.blobs().fail(engine.oak.originals().isOriginalOf(LOST));
        String id = engine.start(engine.request(other));
        Future<Coordinations.Result> end = coordinate(id);
        awaitComment(id, "1 asset cannot be processed yet; the run tries again later");
        engine.oak.blobs().cut(false);

        await(end);
        assertTrue(engine.log(id).stream().anyMatch(line -> line.endsWith("there is no such id in " + LOST)));
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

    private static String reference(String href) {
        return "<topic id='z'><title/><body><xref href='" + href + "'/></body></topic>";
    }

    private void assertLost(String id, String before) throws Exception {
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(FILES - 1, 1, 0), engine.run(id).counts());
        assertEquals(
                1,
                engine.log(id).stream()
                        .filter(line -> line.contains("Failed: " + LOST + ": content-unreachable: "))
                        .count());
        assertEquals(before, engine.dump(LOST));
        for (int i = 0; i < FILES; i++) {
            String path = TestEngine.file(i);
            assertEquals(!path.equals(LOST), engine.standing(path).isProcessed(true), path);
        }
    }

    private void assertAllSucceeded(String id) throws Exception {
        Run run = engine.run(id);
        assertEquals(RunState.SUCCEEDED, run.state(), run::comment);
        assertEquals("", run.comment());
        assertEquals(new Counts(FILES, 0, 0), run.counts());
        for (int i = 0; i < FILES; i++) {
            assertEquals(
                    Standing.Outcome.SUCCEEDED,
                    engine.standing(TestEngine.file(i)).outcome());
        }
    }

    private String run(RunRequest request) throws Exception {
        String id = engine.start(request);
        assertEquals(Coordinations.Result.ENDED, await(coordinate(id)));
        return id;
    }

    private boolean waits(String id) throws Exception {
        return engine.node(id).partition("p00001").orElseThrow().throttledBy() == ThrottleReason.STORAGE;
    }

    private void awaitStorage(String id) {
        awaitComment(id, "The data store has been unavailable since");
        Awaitility.await("throttledBy")
                .atMost(LIMIT)
                .until(() -> engine.run(id).throttledBy() == ThrottleReason.STORAGE);
    }

    private void awaitComment(String id, String beginning) {
        Awaitility.await(beginning)
                .atMost(LIMIT)
                .until(() -> engine.run(id).comment().startsWith(beginning));
    }

    private Future<Coordinations.Result> coordinate(String id) {
        return threads.submit(() -> engine.coordinate(id));
    }

    private static Coordinations.Result await(Future<Coordinations.Result> end) throws Exception {
        return end.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private static PartitionWorker.Result get(Future<PartitionWorker.Result> work) {
        try {
            return work.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
