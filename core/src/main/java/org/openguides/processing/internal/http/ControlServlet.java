package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.Locale;

import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;

/** Base class of the endpoints that change a single run if its state allows it, such as cancel, resume and restart. */
abstract class ControlServlet extends ApiServlet {

    private final VisibleRuns visible;
    private final ProblemType wrongState;

    /**
     * Creates an endpoint that changes runs.
     *
     * @param path       path below the base path
     * @param wrongState problem to report if the state of the run does not allow the change
     */
    ControlServlet(Runs runs, ApiSettings settings, String path, ProblemType wrongState) {
        super(settings, path, "POST");
        this.visible = new VisibleRuns(runs);
        this.wrongState = wrongState;
    }

    /** Changes the run. */
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
