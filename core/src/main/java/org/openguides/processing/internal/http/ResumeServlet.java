package org.openguides.processing.internal.http;

import java.io.IOException;

import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /assets/process/resume}: goes on with a run that failed or was cancelled. */
@Component(service = ApiServlet.class)
public final class ResumeServlet extends ControlServlet {

    static final String PATH = "/assets/process/resume";

    private final Runs runs;

    @Activate
    public ResumeServlet(@Reference(name = "runs") Runs runs, @Reference(name = "settings") ApiSettings settings) {
        super(runs, settings, PATH, ProblemType.NOT_RESUMABLE);
        this.runs = runs;
    }

    @Override
    Answer change(Run run, Call call) throws IOException, WrongStateException, OverlapException {
        Run resumed = runs.resume(run.id(), call.caller().userId());
        return JsonAnswer.ok(json -> RunJson.write(resumed, json));
    }
}
