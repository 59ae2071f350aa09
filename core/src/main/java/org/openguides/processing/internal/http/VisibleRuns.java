package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;

/** The runs as far as they exist for a caller. */
final class VisibleRuns {

    /** Bounds the work for a caller who sees next to nothing; he can go on from where it stopped. */
    private static final int SCANNED_AT_MOST = 2_000;

    private final Runs runs;

    VisibleRuns(Runs runs) {
        this.runs = runs;
    }

    /**
     * Some runs, newest first.
     *
     * @param runs what was found
     * @param next the instant before which to look for more; null if there are no more
     */
    record Page(List<Run> runs, @Nullable Instant next) {}

    /**
     * The run whose id the client sent.
     *
     * @throws RejectedException if there is no id, or no such run that the caller may see: the answer is the same
     */
    Run named(Call call) throws RepositoryException {
        String id = call.fields().required(RunJson.ID);
        Optional<Run> run = runs.find(id);
        if (run.isEmpty() || !call.caller().canSee(run.get())) {
            throw new RejectedException(
                    ProblemType.JOB_NOT_FOUND, "There is no job " + Quoted.text(id) + " that you can see.", RunJson.ID);
        }
        return run.get();
    }

    /**
     * The run whose id the client sent, if he may decide what becomes of it.
     *
     * @throws RejectedException as {@link #named} does, or if he may not modify all of its paths and is no operator
     */
    Run controlled(Call call) throws RepositoryException {
        Run run = named(call);
        for (String path : run.request().paths()) {
            boolean may = call.caller().isOperator()
                    || (call.caller().canRead(path) && call.caller().canModify(path));
            if (!may) {
                throw new RejectedException(
                        ProblemType.NOT_PERMITTED, "You may not modify all that the job processes.", RunJson.ID);
            }
        }
        return run;
    }

    /**
     * The newest runs that the caller may see, created before the given instant.
     *
     * @param limit how many at most; at least 1
     */
    Page newest(Caller caller, int limit, @Nullable Instant before) throws RepositoryException {
        List<Run> found = new ArrayList<>();
        Instant cursor = before;
        for (int scanned = 0; scanned < SCANNED_AT_MOST && found.size() <= limit; ) {
            List<Run> page = runs.newest(limit + 2, cursor);
            if (page.isEmpty()) {
                return cut(found, limit, null);
            }
            List<Run> whole = page.size() < limit + 2 ? page : page.subList(0, instantsWithin(page, page.size() - 1));
            for (Run run : whole) {
                if (caller.canSee(run)) {
                    found.add(run);
                }
            }
            scanned += whole.size();
            cursor = whole.get(whole.size() - 1).createdAt();
        }
        return cut(found, limit, cursor);
    }

    private static Page cut(List<Run> found, int limit, @Nullable Instant cursor) {
        if (found.size() <= limit) {
            return new Page(found, cursor);
        }
        List<Run> page = found.subList(0, instantsWithin(found, limit));
        return new Page(page, page.get(page.size() - 1).createdAt());
    }

    /**
     * Where to cut so that runs of one millisecond stay together: the next page begins before the last millisecond of
     * this one.
     *
     * @return {@code end} or less; {@code end} itself if all before it are of one millisecond
     */
    private static int instantsWithin(List<Run> runs, int end) {
        int cut = end;
        while (cut > 0 && millis(runs.get(cut - 1)) == millis(runs.get(cut))) {
            cut--;
        }
        return cut == 0 ? end : cut;
    }

    private static long millis(Run run) {
        return run.createdAt().toEpochMilli();
    }
}
