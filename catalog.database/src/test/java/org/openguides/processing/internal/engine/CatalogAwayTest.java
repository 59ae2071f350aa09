package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openguides.catalog.database.RealDatabases;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.catalog.database.DatabaseCatalogs;
import org.openguides.processing.internal.catalog.tables.CatalogTables;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * Runs whose catalog is in a database that becomes unavailable and available again, with a clock that advances with each
 * check of a coordinator or worker whether to stop.
 */
@Tag(TestCatalogs.DATABASE)
class CatalogAwayTest {

    private static final int FILES = 25;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final Duration LOOK = Duration.ofSeconds(2);
    /** So that a test may take as long as it likes to see that a run waits. */
    private static final Duration FOR_EVER = Duration.ofDays(1000);

    private static final AssetFilter UNPROCESSED = AssetFilter.ALL.withSkipProcessed(true);

    private final TestEngine engine = new TestEngine();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void content() {
        engine.files(FILES);
        engine.inThreads(threads);
        engine.limitNothing();
        engine.catalogWait = FOR_EVER;
        engine.advanceWithEachLook(LOOK);
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        engine.oak.close();
    }

    @Test
    void aRunReportsThatItWaitsAndContinues() throws Exception {
        engine.whenProcessed(6, () -> engine.oak.cutDatabase(true));
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);

        awaitComment(id, "The catalog has been unavailable since");
        assertEquals(RunState.RUNNING, engine.run(id).state());
        assertEquals(ThrottleReason.DATABASE, engine.run(id).throttledBy());
        engine.oak.cutDatabase(false);

        assertEquals(Coordinations.Result.ENDED, await(end));
        assertSucceeded(id);
        assertTrue(engine.log(id).stream()
                .anyMatch(line -> line.contains("WARN: [ASSET_PROCESSING] The catalog has been")));
        assertTrue(engine.log(id).stream()
                .anyMatch(line -> line.endsWith("The catalog is available again; the run continues")));
    }

    @Test
    void aRunThatHasWaitedTooLongFailsAndIsResumed() throws Exception {
        engine.catalogWait = Duration.ofSeconds(20);
        engine.whenProcessed(6, () -> engine.oak.cutDatabase(true));
        String id = engine.start(engine.request("/content/dam"));

        assertEquals(Coordinations.Result.ENDED, await(coordinate(id)));
        Run failed = engine.run(id);
        assertEquals(RunState.FAILED, failed.state());
        assertEquals(
                "The catalog was unavailable for 20 s; see the server's log, fix the cause and resume",
                failed.comment());
        assertTrue(failed.counts().total() < FILES, failed.counts()::toString);

        engine.oak.cutDatabase(false);
        Awaitility.await("database")
                .ignoreExceptions()
                .until(() -> !engine.catalogs.check().isEmpty());
        engine.resume(id);
        await(coordinate(id));
        assertSucceeded(id);
    }

    @Test
    void nothingIsSavedWithoutItsRows() throws Exception {
        engine.oak.cutDatabase(true);
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);

        awaitComment(id, "The catalog has been unavailable since");
        assertEquals(new Counts(0, 0, 0), engine.run(id).counts());
        for (int i = 0; i < FILES; i++) {
            assertFalse(engine.session().nodeExists(TestEngine.file(i) + "/jcr:content/openguides"));
        }

        engine.cancel(id, "jane");
        assertEquals(Coordinations.Result.ENDED, await(end));
        assertEquals("Cancelled by jane", engine.run(id).comment());
    }

    @Test
    void aSelectionThatAsksTheCatalogLosesNothing() throws Exception {
        await(coordinate(engine.start(engine.request("/content/dam"))));
        engine.files(5);
        engine.oak.cutDatabase(true);
        String id = engine.start(engine.request(UNPROCESSED, "/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);
        awaitComment(id, "The catalog has been unavailable since");
        assertEquals(ThrottleReason.DATABASE, engine.run(id).throttledBy());
        engine.oak.cutDatabase(false);

        await(end);
        assertNull(engine.run(id).throttledBy());
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(5, 0, 0), engine.run(id).counts(), "of the files that are new");
    }

    /** An old session would not see a cancel request. */
    @Test
    void aWaitingWorkerUsesANewSessionAfterEachPause() throws Exception {
        int looks = 30;
        AtomicInteger looked = new AtomicInteger();
        AtomicLong sessions = new AtomicLong();
        String id = engine.start(engine.request("/content/dam"));
        engine.oak.cutDatabase(true);
        engine.whenDispatched(() -> {
            long before = engine.oak.costs().sessions();
            engine.partitions().work(id, "p00001", () -> {
                engine.clock.forward(LOOK);
                return looked.incrementAndGet() == looks;
            });
            sessions.set(engine.oak.costs().sessions() - before);
            TestEngine.crash();
        });

        assertThrows(Crash.class, () -> engine.coordinate(id));
        assertTrue(sessions.get() >= looks, sessions::toString);
    }

    @Test
    void linkingWaitsToo() throws Exception {
        LinkProcessor links = new LinkProcessor(new ProcessedContent(engine.oak).references());
        AtomicBoolean cut = new AtomicBoolean();
        engine.links = (run, session) -> {
            if (!cut.getAndSet(true)) {
                engine.oak.cutDatabase(true);
            }
            return links.begin(run, session);
        };
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);
        awaitComment(id, "The catalog has been unavailable since");
        engine.oak.cutDatabase(false);

        await(end);
        assertSucceeded(id);
    }

    @Test
    void aDatabaseThatIsConfiguredLaterIsFilledByTheNextRun() throws Exception {
        engine.workers = Runnable::run;
        engine.catalogs = new JcrCatalogs();
        await(coordinate(engine.start(engine.request("/content/dam"))));

        engine.catalogs = engine.oak.catalogs();
        assertEquals(Standing.UNKNOWN, engine.standing(TestEngine.file(0)), "not there yet");
        engine.processed.clear();
        String id = engine.start(engine.request(UNPROCESSED, "/content/dam"));
        await(coordinate(id));
        assertSucceeded(id);
        assertEquals(FILES, engine.processed.size());

        await(coordinate(engine.start(engine.request(UNPROCESSED, "/content/dam"))));
        assertEquals(FILES, engine.processed.size(), "all are there");

        engine.catalogs = new JcrCatalogs();
        assertEquals(Standing.UNKNOWN, engine.standing(TestEngine.file(0)), "nothing stale is left on the asset");
        await(coordinate(engine.start(engine.request(UNPROCESSED, "/content/dam"))));
        assertEquals(2 * FILES, engine.processed.size());
        engine.catalogs = engine.oak.catalogs();
        assertTrue(
                engine.standing(TestEngine.file(0)).isProcessed(true), "the rows of unchanged assets are still valid");
    }

    @Test
    void aRunGoesOnWhenTheBundleOfTheDatabaseCatalogIsBack() throws Exception {
        AtomicReference<CatalogTables> bundle = new AtomicReference<>();
        CatalogTables tables = RealDatabases.tables(engine.oak.database());
        engine.catalogs = new DatabaseCatalogs(bundle::get);
        bundle.set(tables);
        engine.whenProcessed(6, () -> bundle.set(null));
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);

        awaitComment(id, "The catalog has been unavailable since");
        assertTrue(engine.run(id).comment().contains("needs the bundle org.openguides.catalog.database"));
        bundle.set(tables);

        assertEquals(Coordinations.Result.ENDED, await(end));
        assertSucceeded(id);
    }

    private Future<Coordinations.Result> coordinate(String id) {
        return threads.submit(() -> engine.coordinate(id));
    }

    private static Coordinations.Result await(Future<Coordinations.Result> end) throws Exception {
        return end.get(LIMIT.toSeconds(), TimeUnit.SECONDS);
    }

    private void awaitComment(String id, String beginning) {
        Awaitility.await(beginning)
                .atMost(LIMIT)
                .until(() -> engine.run(id).comment().startsWith(beginning));
    }

    private void assertSucceeded(String id) throws Exception {
        Run run = engine.run(id);
        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals("", run.comment());
        assertEquals(new Counts(FILES, 0, 0), run.counts());
        for (String path : List.of(TestEngine.file(0), TestEngine.file(FILES - 1))) {
            assertTrue(engine.standing(path).isProcessed(true), path);
        }
    }
}
