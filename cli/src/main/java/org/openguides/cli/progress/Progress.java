package org.openguides.cli.progress;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** Shows how far something is. Not thread-safe. */
public interface Progress extends AutoCloseable {
    /** The total while it is not known yet. */
    long UNKNOWN = -1;

    /**
     * Shows a new state.
     *
     * @param done units done so far
     * @param total all units, or {@link #UNKNOWN}
     * @param left the time that is left as the one who does the work sees it; null: unknown
     * @param note more to tell, or ""
     */
    void show(long done, long total, @Nullable Duration left, String note);

    /** Shows the last state once more and ends. */
    @Override
    void close();
}
