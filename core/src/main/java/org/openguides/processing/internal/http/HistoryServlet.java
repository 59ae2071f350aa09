package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.time.Instant;
import java.util.OptionalLong;

import org.openguides.processing.api.RunPage;
import org.openguides.processing.api.Runs;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /assets/process/history}: the newest runs. */
@Component(service = ApiServlet.class)
public final class HistoryServlet extends ApiServlet {

    static final String PATH = "/assets/process/history";

    private static final int RUNS_AT_MOST = 1_000;

    private final VisibleRuns runs;
    private final int size;

    @Activate
    public HistoryServlet(@Reference(name = "runs") Runs runs, @Reference(name = "settings") ApiSettings settings) {
        super(settings, PATH, "GET", "HEAD");
        this.runs = new VisibleRuns(runs);
        this.size = settings.historySize();
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        long limit = call.fields().natural("limit").orElse(size);
        OptionalLong before = call.fields().natural("before");
        RunPage page = runs.newest(
                call.caller(),
                (int) Math.max(1, Math.min(limit, RUNS_AT_MOST)),
                before.isPresent() ? Instant.ofEpochMilli(before.getAsLong()) : null,
                HistoryFilter.of(call.fields(), call.caller()));
        return JsonAnswer.ok(RunJson.history(page, call.caller()));
    }
}
