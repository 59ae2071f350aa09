package org.openguides.cli.run;

import java.time.Duration;

import org.openguides.cli.Timing;
import org.openguides.cli.http.UnreachableServer;
import org.openguides.cli.progress.Progress;

/** Looks at a run twice a second until it has ended. */
public final class RunWatch {
    private static final Duration PERIOD = Duration.ofMillis(500);
    /** A server that restarts goes on with the run: wait a minute for it, and for its servlets. */
    private static final int MOST_MISSES = 120;

    private final RunClient runs;
    private final Timing timing;

    /** Watches through the given client. */
    public RunWatch(RunClient runs, Timing timing) {
        this.runs = runs;
        this.timing = timing;
    }

    /** Waits until the run has ended, and returns how. */
    public RunStatus untilEnd(String id, Progress progress) {
        int misses = 0;
        while (true) {
            try {
                RunStatus status = runs.status(id);
                show(status, progress);
                if (status.ended()) {
                    return status;
                }
                misses = 0;
            } catch (UnreachableServer e) {
                misses++;
                if (misses > MOST_MISSES || Thread.currentThread().isInterrupted()) {
                    throw e;
                }
            }
            timing.pause(PERIOD);
        }
    }

    private static void show(RunStatus status, Progress progress) {
        long total = status.counted() ? status.total() : Progress.UNKNOWN;
        progress.show(status.done(), total, status.left(), note(status));
    }

    private static String note(RunStatus status) {
        if (status.state().equals("WAITING")) {
            return "waiting";
        }
        String throttledBy = status.throttledBy();
        return status.failed() + " failed" + (throttledBy.isEmpty() ? "" : ", slowed by " + throttledBy);
    }
}
