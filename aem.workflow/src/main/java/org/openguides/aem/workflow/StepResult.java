package org.openguides.aem.workflow;

import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;

/**
 * The outcome of a run for a workflow. Immutable.
 *
 * @param id  id of the run
 * @param run the run; null if it does not exist any more
 */
record StepResult(String id, @Nullable Run run) {

    /** Prefix of the names of properties. */
    private static final String PREFIX = "openguides.";

    static StepResult of(String id, Optional<Run> run) {
        return new StepResult(id, run.orElse(null));
    }

    /** Returns whether the run has not succeeded, or an asset has failed, or that is not known any more. */
    boolean isFailure() {
        return run == null
                || (run.state().isEnded() && run.state() != RunState.SUCCEEDED)
                || run.counts().failed() > 0;
    }

    /** Returns a clause that tells the outcome. */
    String message() {
        if (run == null) {
            return "the run " + id + " does not exist any more";
        }
        String comment = run.comment().isEmpty() ? "" : ": " + run.comment();
        return "the run " + id + " has the status " + status(run.state()) + comment;
    }

    /** Writes the outcome to the metadata of a workflow. */
    void write(Map<String, Object> metadata) {
        metadata.put(PREFIX + "processingId", id);
        if (run != null) {
            Counts counts = run.counts();
            metadata.put(PREFIX + "status", status(run.state()));
            metadata.put(PREFIX + "comments", run.comment());
            metadata.put(PREFIX + "succeededCount", counts.succeeded());
            metadata.put(PREFIX + "failedCount", counts.failed());
            metadata.put(PREFIX + "skippedCount", counts.skipped());
        }
    }

    /** Returns the name of a state in the HTTP API, which users know. */
    private static String status(RunState state) {
        return switch (state) {
            case QUEUED -> "WAITING";
            case RUNNING -> "PROCESSING";
            case SUCCEEDED -> "SUCCESS";
            case FAILED -> "FAILURE";
            case CANCELLED -> "CANCELLED";
        };
    }
}
