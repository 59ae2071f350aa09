package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.Run;

/** Tells a caller which jobs are in the way, as far as the caller may know of them. */
final class Overlaps {

    /** More would tell nothing new. */
    private static final int MOST = 100;

    private Overlaps() {}

    /**
     * A refusal that names the jobs which the caller can see, and of each the paths that the caller can read.
     *
     * @param visible finds a job if the caller can see it
     */
    static RejectedException rejection(
            List<OverlapException.Conflict> conflicts, Caller caller, Function<String, Optional<Run>> visible)
            throws RepositoryException {
        JsonArray shown = new JsonArray();
        Map<String, Boolean> seen = new HashMap<>();
        for (OverlapException.Conflict conflict : conflicts) {
            boolean isSeen = seen.computeIfAbsent(
                    conflict.runId(), id -> visible.apply(id).isPresent());
            if (isSeen && shown.size() < MOST) {
                JsonObject entry = new JsonObject();
                entry.addProperty(RunJson.ID, conflict.runId());
                if (caller.canRead(conflict.path())) {
                    entry.addProperty("path", conflict.path());
                }
                shown.add(entry);
            }
        }
        return new RejectedException(new Problem(
                        ProblemType.OVERLAPPING_JOB,
                        "Jobs that wait or run cover some of the paths; wait until they end, or cancel them.")
                .with("conflicts", shown));
    }
}
