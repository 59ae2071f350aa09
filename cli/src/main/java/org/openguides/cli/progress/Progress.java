package org.openguides.cli.progress;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/** Shows the progress of a task. Not thread-safe. */
public interface Progress extends AutoCloseable {
    /** The total while it is unknown. */
    long UNKNOWN = -1;

    /**
     * Shows the current progress.
     *
     * @param done  number of completed units
     * @param total total number of units, or {@link #UNKNOWN}
     * @param left  remaining time as estimated by the server; null if unknown
     * @param note  additional text, or ""
     */
    void show(long done, long total, @Nullable Duration left, String note);

    /** Shows the last progress once more and ends the display. */
    @Override
    void close();
}
