package org.openguides.processing.internal.http;

import javax.servlet.Servlet;

import java.io.IOException;

import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /assets/process/cancel}: stops a run. */
@Component(
        service = Servlet.class,
        property = {"sling.servlet.paths=" + CancelServlet.PATH, "sling.servlet.methods=POST"})
public final class CancelServlet extends ControlServlet {

    static final String PATH = BASE + "/assets/process/cancel";

    private final Runs runs;

    @Activate
    public CancelServlet(@Reference(name = "runs") Runs runs, @Reference(name = "settings") ApiSettings settings) {
        super(runs, settings, ProblemType.NOT_CANCELLABLE);
        this.runs = runs;
    }

    @Override
    Answer change(Run run, Call call) throws IOException, WrongStateException {
        Run cancelled = runs.cancel(run.id(), call.caller().userId());
        return JsonAnswer.ok(json -> RunJson.write(cancelled, json));
    }
}
