package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
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
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Runs over files in a data store that can fail, with a clock that advances with each check of a coordinator or worker whether to stop. */
abstract class StorageFixture {

    static final int FILES = 25;
    static final Duration LIMIT = Duration.ofSeconds(60);
    /** So that a test may take as long as it likes to see that a run waits. */
    private static final Duration FOR_EVER = Duration.ofDays(1000);

    static final AssetFilter TOPICS = AssetFilter.ALL.withFileTypes(Set.of(FileType.DITA_TOPIC));
    static final String LOST = TestEngine.file(7);
    final TestEngine engine = new TestEngine();
    final ExecutorService threads = Executors.newCachedThreadPool();
    final AtomicInteger looked = new AtomicInteger();
    int cutAt = Integer.MAX_VALUE;

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
        engine.limitNothing();
        engine.laterWait = FOR_EVER;
        engine.storageWait = FOR_EVER;
        engine.advanceWithEachLook(Duration.ofSeconds(2));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        engine.oak.close();
    }

    static String reference(String href) {
        return "<topic id='z'><title/><body><xref href='" + href + "'/></body></topic>";
    }

    void assertAllSucceeded(String id) throws Exception {
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

    /** Runs to the end; what cannot be read fails after a while. */
    String run(RunRequest request) throws Exception {
        engine.laterWait = Duration.ofSeconds(90);
        String id = engine.start(request);
        assertEquals(Coordinations.Result.ENDED, await(coordinate(id)));
        return id;
    }

    boolean waits(String id) throws Exception {
        return engine.node(id).partition("p00001").orElseThrow().throttledBy() == ThrottleReason.STORAGE;
    }

    void awaitStorage(String id) {
        awaitComment(id, "The data store has been unavailable since");
        Awaitility.await("throttledBy")
                .atMost(LIMIT)
                .until(() -> engine.run(id).throttledBy() == ThrottleReason.STORAGE);
    }

    void awaitComment(String id, String beginning) {
        Awaitility.await(beginning)
                .atMost(LIMIT)
                .until(() -> engine.run(id).comment().startsWith(beginning));
    }

    Future<Coordinations.Result> coordinate(String id) {
        return threads.submit(() -> engine.coordinate(id));
    }

    static Coordinations.Result await(Future<Coordinations.Result> end) throws Exception {
        return end.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    static PartitionWorker.Result get(Future<PartitionWorker.Result> work) {
        try {
            return work.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError(e);
        }
    }
}
