package org.openguides.processing.internal.engine;

import javax.jcr.Session;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.GoneAssets;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.internal.resolution.Deadline;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A run removes missing assets from a database catalog, however they were removed from the repository. */
@Tag(TestCatalogs.DATABASE)
class GoneAssetsTest {

    private final TestEngine engine = new TestEngine();
    private final AtomicInteger looks = new AtomicInteger();

    @AfterEach
    void close() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void aRunForgetsMissingAssetsBelowItsPaths() throws Exception {
        rows(
                "/content/dam/f000.dita",
                "/content/dam/gone.dita",
                "/content/dam/sub/gone.dita",
                "/content/other/gone.dita");
        engine.files(1);

        assertEquals(
                RunState.SUCCEEDED,
                finish(engine.start(engine.request("/content/dam"))).state());

        assertEquals(List.of("/content/dam/f000.dita", "/content/other/gone.dita"), paths());
    }

    @Test
    void aDryRunForgetsNothing() throws Exception {
        rows("/content/dam/gone.dita");
        RunRequest request =
                RunRequest.of(List.of("/content/dam"), "admin").dryRun(true).build();

        finish(engine.start(request));

        assertEquals(List.of("/content/dam/gone.dita"), paths());
    }

    @Test
    void recentRowsAreKeptSinceTheirAssetsMayNotBeVisibleYet() throws Exception {
        rows("/content/dam/gone.dita", "/content/dam/new.dita");
        execute("UPDATE openguides_asset SET processed_at = '2999-01-01 00:00:00+00' WHERE path LIKE '%new.dita'");
        engine.files(1);

        finish(engine.start(engine.request("/content/dam")));

        assertEquals(
                List.of("/content/dam/new.dita"),
                paths().stream().filter(path -> !path.contains("f000")).toList());
    }

    @Test
    void theNextWorkerContinuesWhereTheLastOneStopped() throws Exception {
        rows(IntStream.range(0, 1_200)
                .mapToObj("/content/dam/%04d.dita"::formatted)
                .toArray(String[]::new));
        engine.files(1);
        engine.turn = Duration.ZERO;
        engine.catalogs = new SlowCatalogs(engine.catalogs);
        execute("UPDATE openguides_asset SET processed_at = '2999-01-01 00:00:00+00'");
        engine.start(engine.request("/content/other"));

        assertEquals(
                RunState.SUCCEEDED,
                finish(engine.start(engine.request("/content/dam"))).state());

        assertEquals(3, looks.get(), "500 at once, each once");
        assertEquals(1_201, paths().size());
    }

    private Run finish(String id) throws Exception {
        engine.coordinate(id);
        return engine.run(id);
    }

    /** Adds rows with an old timestamp. */
    private void rows(String... paths) throws Exception {
        engine.oak.catalogs().check();
        for (String path : paths) {
            execute("INSERT INTO openguides_asset (path, uuid, file_type, outcome, error, title, root_id, dita_class,"
                    + " revision, digest, processed_at) VALUES ('" + path + "', '', '', '', '', '', '', '', '', '"
                    + path + "', '1999-01-01 00:00:00+00')");
        }
    }

    private List<String> paths() {
        return Jdbi.create(engine.oak.database())
                .withHandle(handle -> handle.createQuery("SELECT path FROM openguides_asset ORDER BY path")
                        .mapTo(String.class)
                        .list());
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = engine.oak.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** Makes clean-up take longer than the slice of a worker. */
    private final class SlowCatalogs implements Catalogs {

        private final Catalogs catalogs;

        SlowCatalogs(Catalogs catalogs) {
            this.catalogs = catalogs;
        }

        @Override
        public GoneAssets goneAssets(Session session) {
            assertTrue(looks.incrementAndGet() < 10, "it begins again and again");
            engine.clock.forward(Duration.ofSeconds(2));
            return catalogs.goneAssets(session);
        }

        @Override
        public Catalog in(Session session, Deadline deadline) {
            return catalogs.in(session, deadline);
        }

        @Override
        public Records records() {
            return catalogs.records();
        }

        @Override
        public boolean isInDatabase() {
            return true;
        }

        @Override
        public String check() throws CatalogUnavailableException {
            return catalogs.check();
        }
    }
}
