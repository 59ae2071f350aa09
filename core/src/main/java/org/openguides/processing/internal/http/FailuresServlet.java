package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunFinding;
import org.openguides.processing.api.RunFindings;
import org.openguides.processing.api.Runs;
import org.openguides.processing.internal.http.wire.FindingDto;
import org.openguides.processing.internal.resolution.Deadline;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /assets/process/failures}: the findings of a run, grouped by reason, as JSON or CSV. */
@Component(service = ApiServlet.class)
public final class FailuresServlet extends ApiServlet {

    static final String PATH = "/assets/process/failures";

    private static final int BY_DEFAULT = 500;
    private static final int AT_MOST = 5_000;
    private final VisibleRuns runs;
    private final RunFindings findings;
    private final UserLimits limits;
    private final LongSupplier nanos;

    @Activate
    public FailuresServlet(
            @Reference(name = "runs") Runs runs,
            @Reference(name = "findings") RunFindings findings,
            @Reference(name = "limits") UserLimits limits,
            @Reference(name = "settings") ApiSettings settings) {
        this(runs, findings, limits, settings, System::nanoTime);
    }

    FailuresServlet(Runs runs, RunFindings findings, UserLimits limits, ApiSettings settings, LongSupplier nanos) {
        super(settings, PATH, "GET", "HEAD");
        this.runs = new VisibleRuns(runs);
        this.findings = findings;
        this.limits = limits;
        this.nanos = nanos;
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        Run run = runs.named(call);
        FindingsPage.Choice choice = new FindingsPage.Choice(
                kind(call.fields().text("outcome")), call.fields().text("reason"));
        long offset = call.fields().natural("offset").orElse(0);
        if (CsvAnswer.isWanted(call)) {
            long limit = call.fields().natural("limit").orElse(Long.MAX_VALUE);
            CsvAnswer table = new CsvAnswer(
                    run.id() + "-findings.csv",
                    FindingDto.class,
                    sink -> writeRows(run, call.caller(), choice, offset, limit, sink));
            UserLimits.Download download = limits.beginDownload(call.caller());
            return response -> {
                try (download) {
                    table.send(response);
                }
            };
        }
        int limit = (int) Math.min(call.fields().natural("limit").orElse(BY_DEFAULT), AT_MOST);
        FindingsPage page = new FindingsPage(call.caller(), choice, offset, limit);
        Deadline deadline = Deadline.in(RequestLimits.WORK, nanos);
        RunFindings.Reader reader = findings.of(run.id());
        for (List<RunFinding> some = reader.next(); !some.isEmpty(); some = reader.next()) {
            page.add(some);
            if (deadline.isOver()) {
                // A partial page is better than an error; the CSV download is complete.
                page.cut();
                break;
            }
        }
        return JsonAnswer.ok(page.shown());
    }

    private static RunFinding.Kind kind(Optional<String> name) {
        return name.map(text -> Arrays.stream(RunFinding.Kind.values())
                        .filter(kind -> kind.name().equals(text.strip()))
                        .findFirst()
                        .orElseThrow(() -> new RejectedException(
                                ProblemType.INVALID_FIELD,
                                "The outcome " + Quoted.text(text) + " is unknown; there are "
                                        + Arrays.stream(RunFinding.Kind.values())
                                                .map(Enum::name)
                                                .collect(Collectors.joining(", "))
                                        + ".",
                                "outcome")))
                .orElse(RunFinding.Kind.FAILED);
    }

    private void writeRows(
            Run run, Caller caller, FindingsPage.Choice choice, long offset, long limit, CsvAnswer.Sink sink)
            throws IOException {
        RunFindings.Reader reader = findings.of(run.id());
        long passed = 0;
        for (List<RunFinding> some = reader.next(); !some.isEmpty(); some = reader.next()) {
            for (RunFinding each : some) {
                RunFinding finding = FindingsPage.asSeenBy(caller, each);
                if (choice.includes(finding) && FindingsPage.isNamedTo(caller, finding) && passed++ >= offset) {
                    if (passed - offset > limit) {
                        return;
                    }
                    sink.row(FindingsPage.shown(finding));
                }
            }
        }
    }
}
