package org.openguides.cli.run;

import java.time.Duration;
import java.time.Instant;

import org.openguides.cli.Timing;
import org.openguides.cli.http.RefusedRequest;
import org.openguides.cli.progress.Progress;

/** Polls a run twice a second until it has ended. */
public final class RunWatch {
    private static final Duration PERIOD = Duration.ofMillis(500);

    /** Until each node of a cluster sees what another one has recorded, and some more. */
    private static final Duration UNSEEN = Duration.ofSeconds(10);

    private static final String NOT_FOUND = "job-not-found";

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
     * Waits until a run that has just been started has ended, and returns its status.
     *
     * @throws org.openguides.cli.http.UnreachableServer if the server is unavailable for a minute
     */
    public RunStatus untilEnd(String id, Progress progress) {
        RunStatus status = firstStatus(id);
        show(status, progress);
        while (!status.ended()) {
            timing.pause(PERIOD);
            status = retry.read(() -> runs.status(id));
            show(status, progress);
        }
        return status;
    }

    /** Behind a load balancer another node may answer, to which the run is not visible yet. */
    private RunStatus firstStatus(String id) {
        Instant end = timing.now().plus(UNSEEN);
        while (true) {
            try {
                return retry.read(() -> runs.status(id));
            } catch (RefusedRequest e) {
                boolean visibleSoon = e.code().equals(NOT_FOUND) && timing.now().isBefore(end);
                if (!visibleSoon || Thread.currentThread().isInterrupted()) {
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
