package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.openguides.processing.internal.http.wire.LogPageDto;
import org.openguides.processing.internal.runlog.FoundLines;
import org.openguides.processing.internal.runlog.LogPage;
import org.openguides.processing.internal.runlog.LogSearch;
import org.openguides.processing.internal.runlog.RunLog.Level;
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
    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

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
        // The run is read before its log: if the run has ended, the log that is read afterwards is complete.
        Run run = runs.named(call);
        OptionalLong offset = call.fields().natural("offset");
        OptionalLong limit = call.fields().natural("limit");
        VisibleLines visible = new VisibleLines(call.caller(), run);
        Optional<LogSearch> search = search(call.fields(), visible);
        if (search.isPresent()) {
            return found(run, search.get(), call.fields(), visible);
        }
        OptionalLong tail = call.fields().natural("tail");
        int lines = (int) Math.min(tail.orElse(limit.orElse(LINES_BY_DEFAULT)), LINES_AT_MOST);
        LogPage page = tail.isPresent() ? logs.tail(run.id(), lines) : logs.page(run.id(), offset.orElse(0), lines);
        LogPage shown = page.shown(visible);
        return JsonAnswer.ok(new LogPageDto(
                shown.lines(),
                /* numbers= */ null,
                /* limit= */ (long) lines,
                /* offset= */ shown.offset(),
                shown.hasMore(),
                /* nextCursor= */ null,
                shown.totalLines(),
                /* complete= */ run.state().isEnded()));
    }

    private Answer found(Run run, LogSearch search, Fields fields, VisibleLines visible) throws IOException {
        int limit = (int) Math.min(fields.natural("limit").orElse(LINES_BY_DEFAULT), LINES_AT_MOST);
        long from = fields.text(Cursor.FIELD).map(LogsServlet::place).orElseGet(() -> fields.natural("offset")
                .orElse(0));
        FoundLines found = logs.search(run.id(), search, from, limit).shown(visible);
        boolean complete = run.state().isEnded();
        return JsonAnswer.ok(new LogPageDto(
                found.lines(),
                found.numbers(),
                /* limit= */ (long) limit,
                /* offset= */ from,
                found.hasMore(),
                found.hasMore() || !complete ? Cursor.of(String.valueOf(found.next())) : null,
                found.totalLines(),
                complete));
    }

    /** Returns the conditions of the client; empty if all lines are requested. */
    private static Optional<LogSearch> search(Fields fields, VisibleLines visible) {
        Optional<Level> level = fields.text("level").map(LogsServlet::level);
        Optional<String> text = fields.text("q");
        return level.isEmpty() && text.isEmpty()
                ? Optional.empty()
                : Optional.of(new LogSearch(level.orElse(Level.INFO), text.orElse(null), visible));
    }

    private static Level level(String name) {
        return Arrays.stream(Level.values())
                .filter(level -> level.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Fields.invalid("level", "one of INFO, WARN, ERROR"));
    }

    private static long place(String cursor) {
        return Cursor.read(cursor)
                .filter(NUMBER.asMatchPredicate())
                .map(Long::valueOf)
                .orElseThrow(() -> Fields.invalid(Cursor.FIELD, "the nextCursor of a page of the same log"));
    }
}
