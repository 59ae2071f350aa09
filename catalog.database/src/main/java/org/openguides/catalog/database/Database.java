package org.openguides.catalog.database;

import javax.sql.DataSource;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

import org.flywaydb.core.api.FlywayException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.SqlStatements;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.tables.CatalogDatabase.Attempts;
import org.openguides.processing.internal.catalog.tables.CatalogTablesException;

/**
 * The database of the catalog: migrates its schema on first use, limits the duration of calls, and maps failures. Safe
 * for use by multiple threads.
 */
final class Database {

    private final Supplier<@Nullable DataSource> source;
    private final Duration patience;
    private final Supplier<Attempts> repeats;
    private final CircuitBreaker breaker;
    private final ReentrantLock opening = new ReentrantLock();
    private volatile @Nullable Opened opened;

    /** A data source whose schema is up to date. */
    private record Opened(DataSource source, Jdbi jdbi, Dialect dialect) {}

    /** Uses a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(Handle handle, Dialect dialect);
    }

    /**
     * @param source   the data source; null while there is none
     * @param patience timeout for a single statement
     * @param repeats  creates the retry policy of a transaction after conflicts
     */
    Database(Supplier<@Nullable DataSource> source, Duration patience, Supplier<Attempts> repeats) {
        this.source = source;
        this.patience = patience;
        this.repeats = repeats;
        this.breaker = new CircuitBreaker();
    }

    /**
     * Reads from the database; each statement is its own transaction.
     *
     * @throws CatalogTablesException as defined by {@link Faults}
     */
    <T> T read(Work<T> work) throws CatalogTablesException {
        return guarded(() -> {
            Opened database = open();
            return database.jdbi().withHandle(handle -> work.with(handle, database.dialect()));
        });
    }

    /**
     * Changes the database in one transaction, which is retried after conflicts.
     *
     * @throws CatalogTablesException as defined by {@link Faults}
     */
    <T> T write(Work<T> work) throws CatalogTablesException {
        return guarded(() -> {
            Opened database = open();
            Attempts attempts = repeats.get();
            while (true) {
                try {
                    return database.jdbi().inTransaction(handle -> work.with(handle, database.dialect()));
                } catch (JdbiException e) {
                    if (!Faults.isConflict(e) || !attempts.again()) {
                        throw e;
                    }
                }
            }
        });
    }

    private <T> T guarded(Step<T> step) throws CatalogTablesException {
        breaker.check();
        try {
            T result = step.take();
            breaker.over();
            return result;
        } catch (JdbiException | FlywayException | SQLException e) {
            throw Faults.translated(e, breaker);
        }
    }

    private Opened open() throws SQLException {
        DataSource present = source.get();
        if (present == null) {
            throw new SQLException("no data source of the configured name is registered");
        }
        Opened known = opened;
        return known != null && known.source().equals(present) ? known : open(present);
    }

    private Opened open(DataSource present) throws SQLException {
        opening.lock();
        try {
            Opened known = opened;
            if (known != null && known.source().equals(present)) {
                return known;
            }
            // A statement on a broken connection would wait for ever.
            Jdbi jdbi = Jdbi.create(new LimitedConnections(present, patience.multipliedBy(2)));
            Dialect dialect = jdbi.withHandle(
                    handle -> Dialect.of(handle.getConnection().getMetaData().getDatabaseProductName()));
            migrate(present, dialect);
            jdbi.getConfig(SqlStatements.class).setQueryTimeout((int) patience.toSeconds());
            known = new Opened(present, jdbi, dialect);
            opened = known;
            return known;
        } finally {
            opening.unlock();
        }
    }

    private static void migrate(DataSource present, Dialect dialect) throws SQLException {
        try {
            Schema.migrate(present, dialect);
        } catch (NoClassDefFoundError e) {
            throw new SQLException("the Jackson bundles are needed for a catalog in a database", e);
        }
    }

    @FunctionalInterface
    private interface Step<T> {
        T take() throws SQLException;
    }
}
