package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;
import javax.servlet.Servlet;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.Runs;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /assets/process}: starts a run. */
@Component(
        service = Servlet.class,
        property = {"sling.servlet.paths=" + StartServlet.PATH, "sling.servlet.methods=POST"})
public final class StartServlet extends ApiServlet {

    static final String PATH = BASE + "/assets/process";

    private final Runs runs;
    private final StartRequest requests;

    @Activate
    public StartServlet(@Reference(name = "runs") Runs runs, @Reference(name = "settings") ApiSettings settings) {
        super(settings, "POST");
        this.runs = runs;
        this.requests = new StartRequest(new PathRules(settings.contentRoots()));
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        try {
            String id = runs.start(requests.from(call.fields(), call.caller()));
            String status = call.request().getContextPath() + StatusServlet.PATH + "?" + RunJson.ID + "="
                    + URLEncoder.encode(id, StandardCharsets.UTF_8);
            return JsonAnswer.ok(json -> RunJson.writeId(id, json), Map.of("Location", status));
        } catch (OverlapException e) {
            throw overlap(e.conflicts(), call.caller());
        }
    }

    private static RejectedException overlap(List<OverlapException.Conflict> conflicts, Caller caller)
            throws RepositoryException {
        JsonArray shown = new JsonArray();
        for (OverlapException.Conflict conflict : conflicts) {
            JsonObject entry = new JsonObject();
            entry.addProperty(RunJson.ID, conflict.runId());
            if (caller.canRead(conflict.path())) {
                entry.addProperty("path", conflict.path());
            }
            shown.add(entry);
        }
        return new RejectedException(new Problem(
                        ProblemType.OVERLAPPING_JOB,
                        "Jobs that wait or run cover some of the paths; wait until they end, or cancel them.")
                .with("conflicts", shown));
    }
}
