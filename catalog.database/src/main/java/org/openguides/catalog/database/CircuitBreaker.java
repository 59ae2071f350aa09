package org.openguides.catalog.database;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.tables.CatalogTablesException;

/**
 * Fails calls immediately for a moment after the database was unavailable, so that not all threads wait for a timeout.
 * Safe for use by multiple threads.
 */
final class CircuitBreaker {

    private static final long PAUSE = TimeUnit.SECONDS.toNanos(1);

    private static final String MESSAGE = "The database of the catalog cannot be used now";

    private final AtomicReference<@Nullable Failure> last = new AtomicReference<>();

    private record Failure(Exception cause, long at) {}

    /**
     * Rejects a call shortly after another has failed.
     *
     * @throws CatalogTablesException if another call has just failed
     */
    void check() throws CatalogTablesException {
        Failure failure = last.get();
        if (failure != null && System.nanoTime() - failure.at() < PAUSE) {
            throw new CatalogTablesException(MESSAGE, false, failure.cause());
        }
    }

    /** Returns whether no call has failed since the last success. */
    boolean begins() {
        return last.get() == null;
    }

    /** Records a failure; returns the exception to report. */
    CatalogTablesException translated(Exception cause) {
        last.set(new Failure(cause, System.nanoTime()));
        return new CatalogTablesException(MESSAGE, false, cause);
    }

    /** Records a success. */
    void over() {
        last.set(null);
    }
}
