package org.openguides.cli.run;

import java.time.Duration;

import org.openguides.cli.Timing;
import org.openguides.cli.http.UnreachableServer;
import org.openguides.cli.progress.Progress;

/** Polls a run twice a second until it has ended. */
public final class RunWatch {
    private static final Duration PERIOD = Duration.ofMillis(500);
    /** Wait up to a minute for a server that restarts, since the run continues after the restart. */
    private static final int MOST_MISSES = 120;

    private final RunClient runs;
    private final Timing timing;

    /** Creates a watch that uses the given client. */
    public RunWatch(RunClient runs, Timing timing) {
        this.runs = runs;
        this.timing = timing;
    }

    /** Waits until the run has ended and returns its status. */
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
