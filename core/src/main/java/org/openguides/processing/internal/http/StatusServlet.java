package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.api.Comparison;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /assets/process/status}: the status of a run. */
@Component(service = ApiServlet.class)
public final class StatusServlet extends ApiServlet {

    static final String PATH = "/assets/process/status";

    private final VisibleRuns runs;

    @Activate
    public StatusServlet(@Reference(name = "runs") Runs runs, @Reference(name = "settings") ApiSettings settings) {
        super(settings, PATH, "GET", "HEAD");
        this.runs = new VisibleRuns(runs);
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        Run run = runs.named(call);
        List<Comparison.Difference> examples = examples(run, call.caller());
        return JsonAnswer.ok(RunJson.status(run, call.caller().excludedPaths(run), examples));
    }

    /** Returns the examples of the comparison that the caller can read. */
    private static List<Comparison.Difference> examples(Run run, Caller caller) throws RepositoryException {
        List<Comparison.Difference> visible = new ArrayList<>();
        if (run.comparison() != null) {
            for (Comparison.Difference example : run.comparison().examples()) {
                if (caller.isOperator() || caller.canRead(example.path())) {
                    visible.add(example);
                }
            }
        }
        return visible;
    }
}
