package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;

import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /assets/process/cancel}: cancels a run. */
@Component(service = ApiServlet.class)
public final class CancelServlet extends ControlServlet {

    static final String PATH = "/assets/process/cancel";

    private final Runs runs;

    @Activate
    public CancelServlet(@Reference(name = "runs") Runs runs, @Reference(name = "settings") ApiSettings settings) {
        super(runs, settings, PATH, ProblemType.NOT_CANCELLABLE);
        this.runs = runs;
    }

    @Override
    Answer change(Run run, Call call) throws IOException, RepositoryException, WrongStateException {
        Run cancelled = runs.cancel(run.id(), call.caller().userId());
        return JsonAnswer.ok(RunJson.status(cancelled, call.caller().excludedPaths(cancelled)));
    }
}
