package org.openguides.processing.internal.catalog.database;

import javax.jcr.Session;

import java.sql.Connection;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.catalog.Catalog;
import org.openguides.processing.internal.catalog.GoneAssets;
import org.openguides.processing.internal.catalog.Term;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/** Rows of assets that are removed or moved, during a run and without one. */
@Tag(TestCatalogs.DATABASE)
class CatalogUpkeepTest {

    private static final String TOPIC = "<topic id='a'><title>A</title><body><xref href='x.dita'/></body></topic>";

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final ProcessedContent content = new ProcessedContent(oak);
    private final AtomicInteger opened = new AtomicInteger();
    private CatalogUpkeep underTest;

    @BeforeEach
    void content() {
        for (String path : List.of("p/a", "p/b", "p/sub/c", "p/sub/d", "p-2/e")) {
            content.files("/content/dam/" + path + ".dita", TOPIC);
        }
        underTest = new CatalogUpkeep(
                user -> {
                    opened.incrementAndGet();
                    return oak.sessions().open(user);
                },
                oak.catalogs(),
                List.of("/content/dam"));
    }

    @AfterEach
    void close() {
        underTest.close();
        assertEquals(0, oak.openSessions());
    }

    @Test
    void theRowOfARemovedAssetIsRemovedWithItsDependentRows() {
        oak.remove("/content/dam/p/a.dita");
        awaitPaths("p-2/e", "p/b", "p/sub/c", "p/sub/d");
        assertEquals(4, count("openguides_reference"));
        assertEquals(4, count("(SELECT DISTINCT asset_id FROM openguides_term) t"));
    }

    @Test
    void rowsBelowARemovedFolderAreRemovedToo() {
        oak.remove("/content/dam/p");
        awaitPaths("p-2/e");
    }

    @Test
    void aReplacedAssetKeepsItsRow() {
        oak.file("/content/dam/p/b.dita", TOPIC);
        oak.remove("/content/dam/p/a.dita");
        awaitPaths("p-2/e", "p/b", "p/sub/c", "p/sub/d");
    }

    @Test
    void theRowOfAMovedAssetMovesWithIt() throws Exception {
        Session session = oak.login();
        session.move("/content/dam/p/a.dita", "/content/dam/p-2/moved.dita");
        session.save();
        awaitPaths("p-2/e", "p-2/moved", "p/b", "p/sub/c", "p/sub/d");
        assertEquals(
                1,
                catalog().document("/content/dam/p-2/moved.dita").references().size());
    }

    @Test
    void rowsBelowAMovedFolderMoveWithIt() throws Exception {
        Session session = oak.login();
        session.move("/content/dam/p", "/content/dam/q");
        session.save();
        awaitPaths("p-2/e", "q/a", "q/b", "q/sub/c", "q/sub/d");
        assertEquals(
                List.of(
                        "/content/dam/q/a.dita",
                        "/content/dam/q/b.dita",
                        "/content/dam/q/sub/c.dita",
                        "/content/dam/q/sub/d.dita"),
                catalog().assetsWith(Term.refersToName("x.dita"), "/content/dam/q"));
    }

    @Test
    void anAssetThatIsMovedToThePathOfAnotherReplacesItsRow() throws Exception {
        Session session = oak.login();
        session.removeItem("/content/dam/p/b.dita");
        session.save();
        session.move("/content/dam/p/a.dita", "/content/dam/p/b.dita");
        session.save();
        awaitPaths("p-2/e", "p/b", "p/sub/c", "p/sub/d");
        assertEquals(1, catalog().document("/content/dam/p/b.dita").references().size());
    }

    @Test
    void aRowThatWasWrittenAfterTheRemovalStays() throws Exception {
        GoneAssets gone = oak.catalogs().goneAssets(oak.login());
        oak.remove("/content/dam/p/a.dita");
        execute("UPDATE openguides_asset SET processed_at = '2999-01-01 00:00:00+00' WHERE path LIKE '%/a.dita'");
        assertNull(gone.forget("/content/dam/p", null, null, Instant.now()));
        assertEquals(5, paths().size());
    }

    /** The upkeep has seen the asset before the run saved it. */
    @Test
    void theRowThatARunWritesAfterTheMoveReplacesTheMovedOne() throws Exception {
        String now = "/content/dam/p-2/moved.dita";
        Session session = oak.login();
        session.move("/content/dam/p/a.dita", now);
        session.save();
        Instant moved = Instant.now();
        GoneAssets gone = oak.catalogs().goneAssets(oak.login());
        // A session sees at once what another one saves in the same thread.
        CompletableFuture.runAsync(() -> content.process(List.of(now))).join();

        assertNull(gone.forget("/content/dam/p/a.dita", now, null, moved));
        assertEquals(1, catalog().document(now).references().size());
        awaitPaths("p-2/e", "p-2/moved", "p/b", "p/sub/c", "p/sub/d");
        assertEquals(List.of(now), catalog().assetsWith(Term.refersToName("x.dita"), now));
    }

    @Test
    void manyRowsAreHandledInPages() throws Exception {
        execute("DELETE FROM openguides_asset");
        OffsetDateTime longAgo = Instant.EPOCH.atOffset(ZoneOffset.UTC);
        Jdbi.create(oak.database()).useHandle(handle -> {
            var batch =
                    handle.prepareBatch("INSERT INTO openguides_asset (path, uuid, file_type, outcome, error, title,"
                            + " root_id, dita_class, revision, digest, processed_at)"
                            + " VALUES (:path, '', '', '', '', '', '', '', '', :path, :at)");
            for (int i = 0; i < 1_200; i++) {
                batch.bind("path", "/content/dam/p/%04d.dita".formatted(i))
                        .bind("at", longAgo)
                        .add();
            }
            batch.execute();
        });
        GoneAssets gone = oak.catalogs().goneAssets(oak.login());
        List<Integer> left = new ArrayList<>();
        String after = null;
        do {
            after = gone.forget("/content/dam/p", null, after, Instant.now());
            left.add(paths().size());
        } while (after != null);
        assertEquals(List.of(700, 200, 0), left);
    }

    @Test
    void nothingIsForgottenWhileTheDatabaseIsUnavailable() {
        oak.cutDatabase(true);
        oak.remove("/content/dam/p/a.dita");
        int before = opened.get();
        Awaitility.await("a try").until(() -> {
            underTest.run();
            return opened.get() > before;
        });
        oak.cutDatabase(false);
        awaitPaths("p-2/e", "p/b", "p/sub/c", "p/sub/d");
    }

    private Catalog catalog() {
        return oak.catalogs().in(oak.login());
    }

    private void awaitPaths(String... paths) {
        List<String> expected = List.of(paths).stream()
                .map(path -> "/content/dam/" + path + ".dita")
                .toList();
        Callable<List<String>> present = () -> {
            underTest.run();
            return paths();
        };
        Awaitility.await().until(present, expected::equals);
    }

    private List<String> paths() {
        return Jdbi.create(oak.database())
                .withHandle(
                        handle -> handle.createQuery("SELECT path FROM openguides_asset").mapTo(String.class).stream()
                                .sorted()
                                .toList());
    }

    private long count(String table) {
        return Jdbi.create(oak.database()).withHandle(handle -> handle.createQuery("SELECT count(*) FROM " + table)
                .mapTo(Long.class)
                .one());
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = oak.database().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
