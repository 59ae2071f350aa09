package org.openguides.processing.internal.catalog.database;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;

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
     * Lets through who may try.
     *
     * @throws CatalogUnavailableException if somebody has just failed
     */
    void check() throws CatalogUnavailableException {
        Failure failure = last.get();
        if (failure != null && System.nanoTime() - failure.at() < PAUSE) {
            throw new CatalogUnavailableException(MESSAGE, failure.cause());
        }
    }

    /** Whether nobody had failed before. */
    boolean begins() {
        return last.get() == null;
    }

    /** Notes a failure; what to tell of it. */
    CatalogUnavailableException told(Exception cause) {
        last.set(new Failure(cause, System.nanoTime()));
        return new CatalogUnavailableException(MESSAGE, cause);
    }

    /** Somebody has succeeded. */
    void over() {
        last.set(null);
    }
}
