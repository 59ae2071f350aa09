package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.openguides.processing.api.NotRestartableException;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.RestartScope;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.Runs;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.http.wire.RestartRequestDto;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code POST /assets/process/restart}: starts a run that repeats one that succeeded, or only the failures of one that
 * has ended.
 */
@Component(service = ApiServlet.class)
public final class RestartServlet extends ControlServlet {

    static final String PATH = "/assets/process/restart";

    private static final String PATHS = "paths";
    private static final String REASONS = "reasons";

    private final Runs runs;
    private final UserLimits limits;
    private final PathRules rules;

    @Activate
    public RestartServlet(
            @Reference(name = "runs") Runs runs,
            @Reference(name = "limits") UserLimits limits,
            @Reference(name = "settings") ApiSettings settings) {
        super(runs, settings, PATH, ProblemType.NOT_RESTARTABLE);
        this.runs = runs;
        this.limits = limits;
        this.rules = new PathRules(settings.contentRoots());
    }

    @Override
    Answer change(Run run, Call call) throws IOException, RepositoryException, WrongStateException, OverlapException {
        try {
            RestartScope scope = scope(call);
            limits.checkRuns(call.caller(), runs);
            String id = runs.restart(run.id(), scope, call.caller().userId());
            Optional<Run> started = runs.find(id);
            return JsonAnswer.ok(RunJson.start(id, started));
        } catch (NotRestartableException e) {
            throw rejection(e.why());
        }
    }

    private RestartScope scope(Call call) throws RepositoryException {
        RestartRequestDto request = WireRecord.read(RestartRequestDto.class, call.fields());
        boolean failedOnly = Boolean.TRUE.equals(request.failedOnly());
        Set<String> reasons = WireRecord.list(request.reasons()).stream()
                .map(String::strip)
                .filter(reason -> !reason.isEmpty())
                .collect(Collectors.toSet());
        List<String> paths = new ArrayList<>();
        for (String path : WireRecord.list(request.paths())) {
            paths.add(rules.target(path, PATHS, call.caller()));
        }
        if (!failedOnly && !reasons.isEmpty()) {
            throw needsFailedOnly(REASONS);
        }
        if (!failedOnly && !paths.isEmpty()) {
            throw needsFailedOnly(PATHS);
        }
        return (failedOnly ? RestartScope.FAILED : RestartScope.ALL)
                .withReasons(reasons)
                .withPaths(paths);
    }

    private static RejectedException needsFailedOnly(String field) {
        return new RejectedException(
                ProblemType.INVALID_FIELD,
                "The field " + field
                        + " requires failedOnly to be true, since it selects failed assets. Send both, or neither.",
                field);
    }

    private static RejectedException rejection(NotRestartableException.Cause cause) {
        return switch (cause) {
            case REPORTS_PURGED -> new RejectedException(
                    ProblemType.REPORTS_PURGED,
                    "The reports of the job, which list its failures, have been deleted. Start a job for the paths, with"
                            + " filter.filterProcessedAssets to leave out processed assets.",
                    RunJson.ID);
            case NOTHING_CHOSEN -> new RejectedException(
                    ProblemType.NOTHING_TO_PROCESS,
                    "The reasons and paths select none of the assets that still exist. GET " + FailuresServlet.PATH
                            + " lists the reasons of the job.",
                    REASONS);
        };
    }
}
