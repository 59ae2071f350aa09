package org.openguides.processing.internal.events;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.RunType;

/** A run as events describe it: with the names and words of the status in the HTTP API. */
public final class RunFacts {

    /** Name of the id of a run. */
    public static final String ID = "processingId";

    private RunFacts() {}

    /**
     * Returns the facts in their order: texts, numbers and truth values. Times are epoch milliseconds, 0 if there is
     * none. Names neither users nor paths.
     */
    public static Map<String, Object> of(Run run) {
        Map<String, Object> facts = new LinkedHashMap<>();
        facts.put(ID, run.id());
        facts.put("type", type(run.request().type()));
        facts.put("status", status(run.state()));
        facts.put("dryRun", run.request().dryRun());
        facts.put("compare", run.request().compare());
        facts.put("system", run.system());
        facts.put("attempt", (long) run.attempt());
        facts.put("triggeredCount", run.counts().total());
        facts.put("succeededCount", run.counts().succeeded());
        facts.put("failedCount", run.counts().failed());
        facts.put("skippedCount", run.counts().skipped());
        facts.put("warningCount", run.warnings());
        facts.put("createdAt", run.createdAt().toEpochMilli());
        facts.put("startedAt", millis(run.startedAt()));
        facts.put("completedAt", millis(run.endedAt()));
        return facts;
    }

    private static long millis(@Nullable Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }

    private static String type(RunType type) {
        return switch (type) {
            case PROCESS -> "ASSET_PROCESSING";
            case RESET -> "RESET";
        };
    }

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
