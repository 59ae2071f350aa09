package org.openguides.processing.internal.http;

import java.io.IOException;
import java.util.Optional;

import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /assets/process/restart}: starts a run that repeats one that succeeded, or its failures only. */
@Component(service = ApiServlet.class)
public final class RestartServlet extends ControlServlet {

    static final String PATH = "/assets/process/restart";

    private final Runs runs;

    @Activate
    public RestartServlet(@Reference(name = "runs") Runs runs, @Reference(name = "settings") ApiSettings settings) {
        super(runs, settings, PATH, ProblemType.NOT_RESTARTABLE);
        this.runs = runs;
    }

    @Override
    Answer change(Run run, Call call) throws IOException, WrongStateException, OverlapException {
        boolean failedOnly = call.fields().flag("failedOnly").orElse(false);
        String id = runs.restart(run.id(), failedOnly, call.caller().userId());
        Optional<Run> started = runs.find(id);
        return JsonAnswer.ok(json -> RunJson.writeStart(id, started, json));
    }
}
