package org.openguides.cli.run;

import java.time.Duration;

import org.openguides.cli.Timing;
import org.openguides.cli.progress.Progress;

/** Polls a run twice a second until it has ended. */
public final class RunWatch {
    private static final Duration PERIOD = Duration.ofMillis(500);

    private final RunClient runs;
    private final Timing timing;
    private final Retry retry;

    /** Creates a watch that uses the given client. */
    public RunWatch(RunClient runs, Timing timing) {
        this.runs = runs;
        this.timing = timing;
        retry = new Retry(timing);
    }

    /**
     * Waits until the run has ended and returns its status.
     *
     * @throws org.openguides.cli.http.UnreachableServer if the server is unavailable for a minute
     */
    public RunStatus untilEnd(String id, Progress progress) {
        while (true) {
            RunStatus status = retry.read(() -> runs.status(id));
            show(status, progress);
            if (status.ended()) {
                return status;
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
