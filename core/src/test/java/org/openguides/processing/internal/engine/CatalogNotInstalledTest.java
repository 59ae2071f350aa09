package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.catalog.database.CatalogCheck;
import org.openguides.processing.internal.catalog.database.DatabaseCatalogs;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.observe.Finding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The catalog is to be kept in a database, and the bundle that does so is absent; the clock runs a hundred times as fast. */
class CatalogNotInstalledTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String MEND = "backend=database of org.openguides.processing.catalog needs the bundle"
            + " org.openguides.catalog.database, which is not active: install and start the bundle of the same version"
            + " as org.openguides.core, or set backend to jcr";

    private final TestEngine engine = new TestEngine();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void content() {
        engine.files(5);
        engine.inThreads(threads);
        engine.catalogs = new DatabaseCatalogs(() -> null);
        engine.limitNothing();
        engine.catalogWait = Duration.ofDays(1000);
        engine.advanceWithEachLook(Duration.ofSeconds(2));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        engine.oak.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRunWaitsAndSaysWhatIsMissing(boolean unprocessedOnly) throws Exception {
        AssetFilter filter = AssetFilter.ALL.withSkipProcessed(unprocessedOnly);
        String id = engine.start(engine.request(filter, "/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);

        Awaitility.await(MEND)
                .atMost(LIMIT)
                .until(() -> engine.run(id).comment().endsWith("; the run waits for it. " + MEND));
        assertEquals(ThrottleReason.DATABASE, engine.run(id).throttledBy());
        assertTrue(
                engine.log(id).stream().anyMatch(line -> line.contains("WARN:") && line.contains(MEND)),
                () -> engine.log(id).toString());
        engine.cancel(id, "jane");
        assertEquals(Coordinations.Result.ENDED, end.get(LIMIT.toSeconds(), TimeUnit.SECONDS));

        assertEquals(new Counts(0, 0, 0), engine.run(id).counts());
        for (int i = 0; i < 5; i++) {
            assertFalse(engine.session().nodeExists(TestEngine.file(i) + "/jcr:content/openguides"));
        }
    }

    @Test
    void aRunThatHasWaitedTooLongFailsAndSaysWhatIsMissing() throws Exception {
        engine.catalogWait = Duration.ofSeconds(20);
        String id = engine.start(engine.request("/content/dam"));

        assertEquals(Coordinations.Result.ENDED, coordinate(id).get(LIMIT.toSeconds(), TimeUnit.SECONDS));
        Run failed = engine.run(id);
        assertEquals(RunState.FAILED, failed.state());
        assertEquals("The catalog was unavailable for 20 s. " + MEND + ", and resume", failed.comment());
    }

    @Test
    void theHealthCheckSaysWhatIsMissing() {
        assertEquals(List.of(Finding.critical(MEND + ". Runs wait for it.")), new CatalogCheck(engine.catalogs).look());
    }

    private Future<Coordinations.Result> coordinate(String id) {
        return threads.submit(() -> engine.coordinate(id));
    }
}
