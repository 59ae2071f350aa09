package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.OptionalLong;

import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.openguides.processing.internal.runlog.LogPage;
import org.openguides.processing.internal.runlog.RunLogReader;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /assets/process/logs}: lines of a run's log. */
@Component(service = ApiServlet.class)
public final class LogsServlet extends ApiServlet {

    static final String PATH = "/assets/process/logs";

    private static final int LINES_BY_DEFAULT = 500;
    private static final int LINES_AT_MOST = 5_000;

    private final VisibleRuns runs;
    private final RunLogReader logs;

    @Activate
    public LogsServlet(
            @Reference(name = "runs") Runs runs,
            @Reference(name = "logs") RunLogReader logs,
            @Reference(name = "settings") ApiSettings settings) {
        super(settings, PATH, "GET", "HEAD");
        this.runs = new VisibleRuns(runs);
        this.logs = logs;
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        // The run before its log: an end that was seen first means that the log read after it has all lines.
        Run run = runs.named(call);
        OptionalLong offset = call.fields().natural("offset");
        OptionalLong limit = call.fields().natural("limit");
        OptionalLong tail = call.fields().natural("tail");
        int lines = (int) Math.min(tail.orElse(limit.orElse(LINES_BY_DEFAULT)), LINES_AT_MOST);
        LogPage page = tail.isPresent() ? logs.tail(run.id(), lines) : logs.page(run.id(), offset.orElse(0), lines);
        return JsonAnswer.ok(json -> RunJson.write(page, lines, run.state().isEnded(), json));
    }
}
