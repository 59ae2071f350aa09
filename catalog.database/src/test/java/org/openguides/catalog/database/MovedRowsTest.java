package org.openguides.catalog.database;

import javax.sql.DataSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

import org.awaitility.Awaitility;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.catalog.tables.AssetEntry;
import org.openguides.processing.internal.catalog.tables.AssetRow;
import org.openguides.processing.internal.catalog.tables.CatalogDatabase;
import org.openguides.processing.internal.catalog.tables.CatalogTables;
import org.openguides.processing.internal.catalog.tables.CatalogTablesException;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** Rows that are moved while runs write rows at the same paths. */
@Tag(TestCatalogs.DATABASE)
class MovedRowsTest {

    private static final String FORMER = "/content/dam/former.dita";
    private static final String NOW = "/content/dam/now.dita";

    private final TestCatalogs.OpenCatalog database = TestCatalogs.chosen().open();
    private final AtomicInteger conflicts = new AtomicInteger();
    private volatile CompletableFuture<Void> committed = CompletableFuture.completedFuture(null);
    private final CatalogTables underTest = tables(database.database());
    private AssetRow read;

    @BeforeEach
    void aRow() throws Exception {
        store(FORMER, "first");
        read = rows().get(0);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void theRowOfAPreviousAssetIsReplaced() throws Exception {
        store(NOW, "previous");

        follow(Instant.now());

        assertRows(NOW + " first");
    }

    @Test
    void aRowWrittenAfterTheMoveReplacesTheMovedOne() throws Exception {
        Instant moved = Instant.now();
        store(NOW, "newer");

        follow(moved);

        assertRows(NOW + " newer");
    }

    @Test
    void aRowThatIsWrittenWhileTheOtherIsMovedReplacesItToo() throws Exception {
        Instant moved = Instant.now();

        followDuring(handle -> put(handle, NOW, "newer"), moved);

        assertRows(NOW + " newer");
    }

    @Test
    void theRowOfAPreviousAssetThatIsUpdatedMeanwhileIsNewToo() throws Exception {
        store(NOW, "previous");
        Instant moved = Instant.now();

        followDuring(handle -> put(handle, NOW, "newer"), moved);

        assertRows(NOW + " newer");
    }

    /** The run has found another asset at the former path. */
    @Test
    void aRowThatHasChangedSinceItWasReadStaysWhereItIs() throws Exception {
        Instant moved = Instant.now();
        store(FORMER, "of another asset");

        follow(moved);

        assertRows(FORMER + " of another asset");
    }

    @Test
    void aRowThatHasChangedSinceItWasReadStaysEvenIfTheNewPathIsTaken() throws Exception {
        Instant moved = Instant.now();
        store(FORMER, "of another asset");
        store(NOW, "newer");

        follow(moved);

        assertRows(FORMER + " of another asset", NOW + " newer");
    }

    /** Moves the row while a transaction is open that has made a change; commits that when the move is held up by it. */
    private void followDuring(Consumer<Handle> change, Instant moved) {
        try (Handle run = Jdbi.open(database.database())) {
            run.begin();
            change.accept(run);
            committed = new CompletableFuture<>();
            CompletableFuture<Void> following = CompletableFuture.runAsync(() -> follow(moved));
            Awaitility.await("the move is held up").until(() -> conflicts.get() > 0 || isAnyoneWaiting());
            assertFalse(following.isDone());
            run.commit();
            committed.complete(null);
            following.join();
        }
    }

    private void follow(Instant moved) {
        try {
            underTest.follow(Map.of(read, NOW), List.of(), moved);
        } catch (CatalogTablesException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns whether a transaction waits for another; H2 does not tell, but reports a conflict in the end. */
    private boolean isAnyoneWaiting() {
        return TestCatalogs.chosen() == TestCatalogs.POSTGRESQL
                && Jdbi.create(database.database()).withHandle(handle -> handle.createQuery(
                                "SELECT EXISTS (SELECT 1 FROM pg_locks WHERE NOT granted)")
                        .mapTo(Boolean.class)
                        .one());
    }

    /** After a conflict they wait for the end of the run's transaction, and give up if that does not help. */
    private CatalogTables tables(DataSource source) {
        CatalogDatabase.Attempts attempts = () -> {
            int conflict = conflicts.incrementAndGet();
            committed.join();
            return conflict < 10;
        };
        return new JdbcTables(new Database(() -> source, Duration.ofSeconds(60), () -> attempts), () -> {});
    }

    private void store(String path, String digest) throws CatalogTablesException {
        underTest.store(List.of(), List.of(entry(path, digest)));
    }

    private static void put(Handle handle, String path, String digest) {
        Dialect dialect = TestCatalogs.chosen() == TestCatalogs.H2 ? Dialect.H2 : Dialect.POSTGRESQL;
        new AssetTable(handle, dialect).put(List.of(entry(path, digest)));
    }

    private static AssetEntry entry(String path, String digest) {
        return new AssetEntry(path, "", "", "", "", "", "", "", "", digest, DocumentFacts.NONE, Map.of());
    }

    private List<AssetRow> rows() throws CatalogTablesException {
        return underTest.next("/content/dam", null, 10);
    }

    private void assertRows(String... pathsAndDigests) throws CatalogTablesException {
        assertEquals(
                List.of(pathsAndDigests),
                rows().stream().map(row -> row.path() + " " + row.digest()).toList());
    }
}
