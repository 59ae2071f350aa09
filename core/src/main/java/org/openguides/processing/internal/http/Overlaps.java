package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.openguides.processing.api.OverlapException;

/** Tells a caller which jobs are in his way; their paths only as far as he may read them. */
final class Overlaps {

    private Overlaps() {}

    static RejectedException rejection(List<OverlapException.Conflict> conflicts, Caller caller)
            throws RepositoryException {
        JsonArray shown = new JsonArray();
        for (OverlapException.Conflict conflict : conflicts) {
            JsonObject entry = new JsonObject();
            entry.addProperty(RunJson.ID, conflict.runId());
            if (caller.canRead(conflict.path())) {
                entry.addProperty("path", conflict.path());
            }
            shown.add(entry);
        }
        return new RejectedException(new Problem(
                        ProblemType.OVERLAPPING_JOB,
                        "Jobs that wait or run cover some of the paths; wait until they end, or cancel them.")
                .with("conflicts", shown));
    }
}
