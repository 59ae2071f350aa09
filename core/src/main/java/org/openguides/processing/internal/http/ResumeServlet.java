package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;

import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.session.ServiceSessions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /assets/process/resume}: resumes a run that failed or was cancelled. */
@Component(service = ApiServlet.class)
public final class ResumeServlet extends ControlServlet {

    static final String PATH = "/assets/process/resume";

    private final Runs runs;
    private final Requesters requesters;

    @Activate
    public ResumeServlet(
            @Reference(name = "runs") Runs runs,
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "settings") ApiSettings settings) {
        super(runs, settings, PATH, ProblemType.NOT_RESUMABLE);
        this.runs = runs;
        this.requesters = new Requesters(sessions, settings.operators());
    }

    @Override
    Answer change(Run run, Call call) throws IOException, RepositoryException, WrongStateException, OverlapException {
        if (run.state().isResumable()
                && !run.system()
                && !requesters.find(run.requestedBy()).isPresent()) {
            throw new RejectedException(
                    ProblemType.REQUESTER_GONE,
                    "The user " + Quoted.text(run.requestedBy())
                            + ", on whose behalf the job runs, is deleted or disabled. Restart the job: the"
                            + " new job runs on your behalf.",
                    RunJson.ID);
        }
        Run resumed = runs.resume(run.id(), call.caller().userId());
        return JsonAnswer.ok(RunJson.status(resumed, call.caller().excludedPaths(resumed)));
    }
}
