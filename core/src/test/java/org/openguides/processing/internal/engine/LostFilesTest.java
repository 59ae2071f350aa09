package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.supervision.WorkerThreads;
import org.openguides.processing.internal.processor.AssetTypes;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.testing.FaultyBlobs;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Runs over originals of which many are lost although the store is available, with a clock that advances with each check of a coordinator or worker whether to stop. */
class LostFilesTest {

    private static final int FILES = 25;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final AssetFilter TOPICS = AssetFilter.ALL.withFileTypes(Set.of(FileType.DITA_TOPIC));

    private final TestEngine engine = new TestEngine();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void realProcessors() {
        ContentReader reader = new ContentReader(Specialisations.of(List.of()));
        engine.processor = ProcessedContent.processor(reader, engine.clock);
        engine.types = new AssetTypes(reader);
        engine.files(FILES);
        engine.workers = threads;
        engine.partitionSize = 100;
        engine.limitNothing();
        engine.storageWait = Duration.ofSeconds(200);
        engine.laterWait = Duration.ofSeconds(30);
        engine.advanceWithEachLook(Duration.ofSeconds(2));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        engine.oak.close();
    }

    @Test
    void manyThatLieApartFailAlone() throws Exception {
        lose(1, 6, 11, 16, 21);
        assertFailed(run(engine.request("/content/dam")), 5);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 8, 18})
    void manyThatLieSideBySideFailAlone(int first) throws Exception {
        lose(first, first + 1, first + 2, first + 3, first + 4, first + 5, first + 6);
        assertFailed(run(engine.request("/content/dam")), 7);
    }

    /** Neither retried nor failed assets indicate the state of the store. */
    @Test
    void twoOfThreeFailAlone() throws Exception {
        lose(0, 1);
        String id = run(engine.request(TestEngine.file(0), TestEngine.file(1), TestEngine.file(2)));
        assertEquals(new Counts(1, 2, 0), engine.run(id).counts(), () -> log(id));
        assertEquals(0, lines(id, "data store"));
    }

    /** At its last retry the store has been unavailable for longer than a file is retried. */
    @Test
    void oneThatIsTriedAgainWhileTheStoreGoesAwayIsNotFailed() throws Exception {
        engine.storageWait = Duration.ofDays(1000);
        engine.laterWait = Duration.ofMinutes(10);
        engine.beforeEachLook = () -> {}; // it is not retried until the store is unavailable
        engine.oak.blobs().fail(engine.oak.originals().isOriginalOf(TestEngine.file(7)));
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = threads.submit(() -> engine.coordinate(id));
        Awaitility.await("the others")
                .atMost(LIMIT)
                .until(() -> engine.run(id).counts().equals(new Counts(FILES - 1, 0, 0)));
        engine.oak.blobs().cut(true);
        engine.advanceWithEachLook(Duration.ofSeconds(2));
        Awaitility.await("the store")
                .atMost(LIMIT)
                .until(() -> engine.run(id).comment().startsWith("The data store has been unavailable since"));
        Instant later = engine.clock.instant().plus(engine.laterWait);
        engine.advanceWithEachLook(Duration.ofMinutes(2));
        Awaitility.await("the last retry")
                .atMost(LIMIT)
                .until(() -> engine.clock.instant().isAfter(later));
        engine.oak.blobs().cut(false);

        assertEquals(Coordinations.Result.ENDED, end.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        assertEquals(new Counts(FILES, 0, 0), engine.run(id).counts(), () -> log(id));
    }

    /** The store comes back between the last retry of the file and the first look at another one. */
    @Test
    void oneIsTriedOnceMoreAfterOthersCouldBeRead() throws Exception {
        engine.laterWait = Duration.ofMinutes(10);
        Instant last = engine.clock.instant().plus(engine.laterWait);
        Predicate<String> lost = engine.oak.originals().isOriginalOf(TestEngine.file(7));
        engine.oak.blobs().fail(blob -> {
            if (lost.test(blob) && engine.clock.instant().isAfter(last)) {
                engine.oak.blobs().cut(false);
            }
            return lost.test(blob);
        });
        String id = run(engine.request("/content/dam"));
        assertEquals(new Counts(FILES, 0, 0), engine.run(id).counts(), () -> log(id));
    }

    /** The store goes away at the try that would have failed the file. */
    @Test
    void oneIsNotFailedByATryWhileTheStoreGoesAway() throws Exception {
        engine.laterWait = Duration.ofMinutes(10);
        engine.storageWait = Duration.ofDays(1000);
        Predicate<String> lost = engine.oak.originals().isOriginalOf(TestEngine.file(7));
        AtomicInteger tries = new AtomicInteger();
        CompletableFuture<Void> away = new CompletableFuture<>();
        Instant last = engine.clock.instant().plus(engine.laterWait);
        engine.oak.blobs().fail(blob -> {
            if (lost.test(blob) && engine.clock.instant().isAfter(last) && tries.incrementAndGet() == 2) {
                engine.oak.blobs().cut(true);
                away.complete(null);
            }
            return lost.test(blob);
        });
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = threads.submit(() -> engine.coordinate(id));
        away.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
        Awaitility.await("the store")
                .atMost(LIMIT)
                .until(() -> engine.run(id).comment().startsWith("The data store has been unavailable since"));
        engine.oak.blobs().cut(false);

        assertEquals(Coordinations.Result.ENDED, end.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        assertEquals(new Counts(FILES, 0, 0), engine.run(id).counts(), () -> log(id));
    }

    @Test
    void manyAreSelectedWhereTypesHaveToBeRead() throws Exception {
        lose(8, 9, 10, 11, 12, 13);
        assertFailed(run(engine.request(TOPICS, "/content/dam")), 6);
    }

    @Test
    void aDryRunCountsThem() throws Exception {
        lose(8, 9, 10, 11, 12, 13);
        String id =
                run(RunRequest.of(List.of("/content/dam"), "admin").dryRun(true).build());
        assertEquals(RunState.SUCCEEDED, engine.run(id).state(), () -> log(id));
        assertEquals(1, lines(id, "6 of them cannot be read at the moment, so their type is unknown"));
    }

    @Test
    void thoseBetweenFilesThatAreNotWellFormedFailAlone() throws Exception {
        lose(0, 2, 4, 6, 8);
        for (int file = 1; file < FILES; file += 2) {
            engine.oak.file(TestEngine.file(file), "<topic>");
        }
        String id = run(engine.request("/content/dam"));
        assertEquals(RunState.SUCCEEDED, engine.run(id).state(), () -> log(id));
        assertEquals(5, lines(id, "content-unreachable"));
    }

    /** It waits longer than the time limit of an asset. */
    @Test
    void aWorkerThatWaitsForTheStoreDoesNotHang() throws Exception {
        engine.assetTime = Duration.ofSeconds(10);
        engine.beforeEachLook = () -> {
            // not while a worker processes an asset, which may take many looks of the coordinator
            if (Thread.currentThread().getName().startsWith(WorkerThreads.NAME)) {
                engine.clock.forward(Duration.ofMillis(200));
            }
        };
        engine.storageWait = Duration.ofHours(1);
        engine.oak.blobs().cut(true);
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = threads.submit(() -> engine.coordinate(id));
        awaitStorage(id);
        Instant later = engine.clock.instant().plusSeconds(60);
        Awaitility.await().atMost(LIMIT).until(() -> engine.clock.instant().isAfter(later));
        engine.oak.blobs().cut(false);

        assertEquals(Coordinations.Result.ENDED, end.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        assertEquals(new Counts(FILES, 0, 0), engine.run(id).counts(), () -> log(id));
    }

    /** A truncated file cannot be distinguished from one that the processor has read. */
    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "IN_THE_MIDDLE")
    void theyCostAProcessorOfAnotherBundleNoOtherAsset(FaultyBlobs.Fault fault) throws Exception {
        engine.oak.blobs().failsLike(fault);
        engine.processor = (AssetProcessor) file -> {
            try (var bytes =
                    file.getProperty("jcr:content/jcr:data").getBinary().getStream()) {
                bytes.readAllBytes();
            }
            return ItemResult.success(FileType.DITA_TOPIC);
        };
        lose(3, 4, 5, 6, 12);
        assertFailed(run(engine.request("/content/dam")), 5);
    }

    @Test
    void whereAllAreLostTheRunWaitsAndFailsWithoutFailingOne() throws Exception {
        lose(0, 1, 2, 3);
        String id = run(engine.request(TestEngine.file(0), TestEngine.file(1), TestEngine.file(2), TestEngine.file(3)));
        assertEquals(RunState.FAILED, engine.run(id).state());
        assertEquals(0, engine.run(id).counts().failed());
        assertEquals(
                "The data store was unavailable for 200 s; see the server's log, fix the cause and resume",
                engine.run(id).comment());
    }

    private void awaitStorage(String id) {
        Awaitility.await("throttledBy")
                .atMost(LIMIT)
                .until(() -> engine.run(id).throttledBy() == ThrottleReason.STORAGE);
    }

    private void assertFailed(String id, int files) throws Exception {
        assertEquals(RunState.SUCCEEDED, engine.run(id).state(), () -> log(id));
        assertEquals(new Counts(FILES - files, files, 0), engine.run(id).counts(), () -> log(id));
        assertEquals(files, lines(id, "content-unreachable"));
        assertEquals(0, lines(id, "data store"));
    }

    private long lines(String id, String text) {
        return engine.log(id).stream().filter(line -> line.contains(text)).count();
    }

    private String log(String id) {
        return String.join("\n", engine.log(id));
    }

    private void lose(int... files) {
        Arrays.stream(files).mapToObj(TestEngine::file).forEach(engine.oak.originals()::lose);
    }

    private String run(RunRequest request) throws Exception {
        String id = engine.start(request);
        Future<Coordinations.Result> end = threads.submit(() -> engine.coordinate(id));
        assertEquals(Coordinations.Result.ENDED, end.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        return id;
    }
}
