package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.http.wire.AssetStatusRequestDto;
import org.openguides.processing.internal.status.StatusJob;
import org.openguides.processing.internal.status.StatusJobs;
import org.openguides.processing.internal.status.StatusRequest;
import org.openguides.processing.internal.status.StatusRow;
import org.openguides.processing.internal.status.StatusState;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code POST /assets/status} starts a job that determines the processing status of assets; {@code GET /assets/status}
 * returns its result.
 */
@Component(service = ApiServlet.class)
public final class AssetStatusServlet extends ApiServlet {

    static final String PATH = "/assets/status";

    private static final String EXCLUDED_PATHS = "excludedPaths";

    private final StatusJobs jobs;
    private final UserLimits limits;
    private final PathRules rules;

    @Activate
    public AssetStatusServlet(
            @Reference(name = "jobs") StatusJobs jobs,
            @Reference(name = "limits") UserLimits limits,
            @Reference(name = "settings") ApiSettings settings) {
        super(settings, PATH, "GET", "HEAD", "POST");
        this.jobs = jobs;
        this.limits = limits;
        this.rules = new PathRules(settings.contentRoots());
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        if (!call.request().getMethod().equals("POST")) {
            return show(call);
        }
        StatusRequest request = request(call.fields(), call.caller());
        limits.checkStatusJobs(call.caller(), jobs);
        String id = jobs.start(request);
        limits.acceptedStatusJob(call.caller(), id);
        return JsonAnswer.ok(AssetStatusJson.accepted(id));
    }

    private StatusRequest request(Fields fields, Caller caller) throws RepositoryException {
        AssetStatusRequestDto request = WireRecord.read(AssetStatusRequestDto.class, fields);
        List<String> paths = new ArrayList<>();
        for (String path : WireRecord.list(request.paths())) {
            paths.add(rules.question(path, "paths", caller));
        }
        for (String path : WireRecord.list(request.path())) {
            paths.add(rules.question(path, "path", caller));
        }
        if (paths.isEmpty()) {
            throw new RejectedException(ProblemType.MISSING_FIELD, "The field paths is missing or blank.", "paths");
        }
        List<String> excluded = new ArrayList<>();
        for (String path : WireRecord.list(request.excludedPaths())) {
            excluded.add(rules.exclusion(path, EXCLUDED_PATHS, caller));
        }
        List<String> remaining = PathRules.remaining(paths, excluded);
        return new StatusRequest(remaining, missing(remaining, caller), excluded, caller.userId());
    }

    /** Returns the paths where there is nothing as far as the caller may know. */
    private static List<String> missing(List<String> paths, Caller caller) throws RepositoryException {
        List<String> missing = new ArrayList<>();
        for (String path : paths) {
            if (!caller.canRead(path)) {
                missing.add(path);
            }
        }
        return missing;
    }

    private Answer show(Call call) throws RepositoryException {
        String id = call.fields().required(AssetStatusJson.ID);
        StatusJob job = jobs.find(id, each -> sees(call.caller(), each))
                .orElseThrow(() -> new RejectedException(
                        ProblemType.JOB_NOT_FOUND,
                        "There is no job " + Quoted.text(id) + " that you can see, or its results are no longer kept.",
                        AssetStatusJson.ID));
        // The first rows are read before the response is committed, so that a failure can still be reported.
        Iterator<StatusRow> rows = job.state() == StatusState.SUCCEEDED
                ? jobs.rows(job, call.caller()::canRead)
                : Collections.emptyIterator();
        return new StreamedJson(AssetStatusJson.result(job, rows));
    }

    private static boolean sees(Caller caller, StatusJob job) {
        try {
            return caller.canSee(job);
        } catch (RepositoryException e) {
            throw new ProcessingException("cannot tell who may see the job", e);
        }
    }
}
