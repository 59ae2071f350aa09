package org.openguides.catalog.database;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.tables.CatalogTablesException;

/**
 * Spares callers the wait for a database that was away a moment ago: of many threads that would hang at it, one is enough.
 * Safe for use by many threads.
 */
final class CircuitBreaker {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private static final String MESSAGE = "The database of the catalog cannot be used now";

    private final AtomicReference<@Nullable Failure> last = new AtomicReference<>();

    private record Failure(Exception cause, long at) {}

    /**
     * Lets a call pass unless one has just failed.
     *
     * @throws CatalogTablesException if one has
     */
    void check() throws CatalogTablesException {
        Failure failure = last.get();
        if (failure != null && System.nanoTime() - failure.at() < PAUSE) {
            throw new CatalogTablesException(MESSAGE, false, failure.cause());
        }
    }

    /** Whether no call has failed since the last one that succeeded. */
    boolean begins() {
        return last.get() == null;
    }

    /** Notes a failure; returns what to report of it. */
    CatalogTablesException told(Exception cause) {
        last.set(new Failure(cause, System.nanoTime()));
        return new CatalogTablesException(MESSAGE, false, cause);
    }

    /** Notes a success. */
    void over() {
        last.set(null);
    }
}
