package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.Run;
import org.openguides.processing.internal.http.wire.ConflictDto;

/** Creates the problem for overlapping jobs, limited to jobs and paths that the caller may see. */
final class Overlaps {

    /** Maximum number of conflicts in a response. */
    private static final int MOST = 100;

    private Overlaps() {}

    /**
     * Returns a rejection that lists the jobs that the caller can see, each with the paths that the caller can read.
     *
     * @param visible finds a job if the caller can see it
     */
    static RejectedException rejection(
            List<OverlapException.Conflict> conflicts, Caller caller, Function<String, Optional<Run>> visible)
            throws RepositoryException {
        List<ConflictDto> shown = new ArrayList<>();
        Map<String, Boolean> seen = new HashMap<>();
        for (OverlapException.Conflict conflict : conflicts) {
            boolean isSeen = seen.computeIfAbsent(
                    conflict.runId(), id -> visible.apply(id).isPresent());
            if (isSeen && shown.size() < MOST) {
                shown.add(new ConflictDto(conflict.runId(), caller.canRead(conflict.path()) ? conflict.path() : null));
            }
        }
        return new RejectedException(new Problem(
                ProblemType.OVERLAPPING_JOB,
                "Jobs that wait or run cover some of the paths; wait until they end, or cancel them.",
                Problem.More.conflicts(shown)));
    }
}
