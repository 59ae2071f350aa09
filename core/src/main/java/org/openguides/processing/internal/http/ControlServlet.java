package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.Locale;

import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;

/** What cancel, resume and restart have in common: they change one run, if it is in the right state. */
abstract class ControlServlet extends ApiServlet {

    private final VisibleRuns visible;
    private final ProblemType wrongState;

    /**
     * An endpoint that changes runs.
     *
     * @param path       its path below the base path
     * @param wrongState what to tell if the run is in a state in which the change cannot be made
     */
    ControlServlet(Runs runs, ApiSettings settings, String path, ProblemType wrongState) {
        super(settings, path, "POST");
        this.visible = new VisibleRuns(runs);
        this.wrongState = wrongState;
    }

    /** Makes the change. */
    abstract Answer change(Run run, Call call)
            throws IOException, RepositoryException, WrongStateException, OverlapException;

    @Override
    final Answer answer(Call call) throws IOException, RepositoryException {
        Run run = visible.controlled(call);
        try {
            return change(run, call);
        } catch (WrongStateException e) {
            throw new RejectedException(wrongState, "The job " + Quoted.text(run.id()) + " " + describe(e.state()));
        } catch (OverlapException e) {
            throw Overlaps.rejection(e.conflicts(), call.caller(), id -> visible.find(id, call.caller()));
        }
    }

    private static String describe(RunState state) {
        return switch (state) {
            case QUEUED, RUNNING -> "has not ended yet.";
            default -> "has ended: " + RunJson.state(state).toString().toLowerCase(Locale.ROOT) + ".";
        };
    }
}
