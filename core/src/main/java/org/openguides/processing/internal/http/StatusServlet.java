package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;
import javax.servlet.Servlet;

import java.io.IOException;

import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /assets/process/status}: how a run stands. */
@Component(
        service = Servlet.class,
        property = {"sling.servlet.paths=" + StatusServlet.PATH, "sling.servlet.methods=GET"})
public final class StatusServlet extends ApiServlet {

    static final String PATH = BASE + "/assets/process/status";

    private final VisibleRuns runs;

    @Activate
    public StatusServlet(@Reference(name = "runs") Runs runs, @Reference(name = "settings") ApiSettings settings) {
        super(settings, "GET", "HEAD");
        this.runs = new VisibleRuns(runs);
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        Run run = runs.named(call);
        return JsonAnswer.ok(json -> RunJson.write(run, json));
    }
}
