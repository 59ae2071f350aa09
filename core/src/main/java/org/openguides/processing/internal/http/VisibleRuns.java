package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.Optional;
import java.util.function.Predicate;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunOutline;
import org.openguides.processing.api.RunPage;
import org.openguides.processing.api.Runs;

/** The runs that a caller may see. */
final class VisibleRuns {

    private final Runs runs;

    VisibleRuns(Runs runs) {
        this.runs = runs;
    }

    /**
     * Returns the run whose id the client sent.
     *
     * @throws RejectedException if there is no id, or no such run that the caller may see; both cases of a missing run
     *     give the same response
     */
    Run named(Call call) throws RepositoryException {
        String id = call.fields().required(RunJson.ID);
        return runs.find(id, run -> sees(call.caller(), run))
                .orElseThrow(() -> new RejectedException(
                        ProblemType.JOB_NOT_FOUND,
                        "There is no job " + Quoted.text(id) + " that you can see.",
                        RunJson.ID));
    }

    /** Returns the run with an id if the caller may see it. */
    Optional<Run> find(String id, Caller caller) {
        return runs.find(id, run -> sees(caller, run));
    }

    /**
     * Returns the run whose id the client sent if the caller may change it.
     *
     * @throws RejectedException as {@link #named} does, or if the caller may not modify all of its paths and is not an
     *     operator
     */
    Run controlled(Call call) throws RepositoryException {
        Run run = named(call);
        for (String path : run.request().paths()) {
            boolean may = call.caller().isOperator()
                    || (call.caller().canRead(path) && call.caller().canModify(path));
            if (!may) {
                throw new RejectedException(
                        ProblemType.NOT_PERMITTED,
                        "You may not modify all content that the job processes.",
                        RunJson.ID);
            }
        }
        return run;
    }

    /**
     * Returns the newest runs that are chosen, visible to the caller and created before the given instant.
     *
     * @param limit maximum number of runs; at least 1
     */
    RunPage newest(Caller caller, int limit, @Nullable Instant before, Predicate<RunOutline> chosen) {
        return runs.newest(limit, before, run -> chosen.test(run) && sees(caller, run));
    }

    private static boolean sees(Caller caller, RunOutline run) {
        try {
            return caller.canSee(run);
        } catch (RepositoryException e) {
            throw new ProcessingException("cannot tell who may see the run", e);
        }
    }
}
