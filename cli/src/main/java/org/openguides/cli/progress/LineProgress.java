package org.openguides.cli.progress;

import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import org.openguides.cli.Timing;

/** Prints the progress as a line every few seconds, for pipes, files and CI logs. */
public final class LineProgress implements Progress {
    private static final Duration PERIOD = Duration.ofSeconds(5);

    private final Consumer<String> lines;
    private final Timing timing;
    private final String task;
    private final String unit;
    private final Instant start;
    private Instant next;
    private String pending = "";

    /** Creates the progress of the named task, which counts the given unit (in the plural). */
    public LineProgress(Consumer<String> lines, Timing timing, String task, String unit) {
        this.lines = lines;
        this.timing = timing;
        this.task = task;
        this.unit = unit;
        start = timing.now();
        next = start.plus(PERIOD);
    }

    @Override
    public void show(long done, long total, @Nullable Duration left, String note) {
        pending = describe(done, total, left, note);
        if (!timing.now().isBefore(next)) {
            next = timing.now().plus(PERIOD);
            flush();
        }
    }

    @Override
    public void close() {
        flush();
    }

    private void flush() {
        if (!pending.isEmpty()) {
            lines.accept(pending);
            pending = "";
        }
    }

    private String describe(long done, long total, @Nullable Duration left, String note) {
        StringBuilder text = new StringBuilder(task).append(": ").append(done);
        text.append(total == UNKNOWN ? "" : " of " + total).append(' ').append(unit);
        text.append(total == UNKNOWN ? ", still counting" : "");
        long millis = Duration.between(start, timing.now()).toMillis();
        if (millis > 0 && done > 0) {
            text.append(", ").append(Math.round(done * 1000.0 / millis)).append("/s");
        }
        if (left != null && done != total) {
            text.append(", ").append(left.toSeconds()).append(" s left");
        }
        return note.isEmpty() ? text.toString() : text.append(", ").append(note).toString();
    }
}
