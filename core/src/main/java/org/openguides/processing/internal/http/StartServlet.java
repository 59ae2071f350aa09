package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.Runs;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code POST /assets/process}: starts a run. */
@Component(service = ApiServlet.class)
public final class StartServlet extends ApiServlet {

    static final String PATH = "/assets/process";

    private final Runs runs;
    private final UserLimits limits;
    private final StartRequest requests;

    @Activate
    public StartServlet(
            @Reference(name = "runs") Runs runs,
            @Reference(name = "limits") UserLimits limits,
            @Reference(name = "settings") ApiSettings settings) {
        super(settings, PATH, "POST");
        this.runs = runs;
        this.limits = limits;
        this.requests = new StartRequest(new PathRules(settings.contentRoots()));
    }

    @Override
    Answer answer(Call call) throws IOException, RepositoryException {
        try {
            RunRequest request = requests.from(call.fields(), call.caller());
            limits.checkRuns(call.caller(), runs);
            String id = runs.start(request);
            String location = call.request().getContextPath() + basePath(call) + StatusServlet.PATH + "?" + RunJson.ID
                    + "=" + URLEncoder.encode(id, StandardCharsets.UTF_8);
            Optional<Run> run = runs.find(id);
            return JsonAnswer.ok(RunJson.start(id, run), Map.of("Location", location));
        } catch (OverlapException e) {
            throw Overlaps.rejection(e.conflicts(), call.caller(), id -> new VisibleRuns(runs).find(id, call.caller()));
        }
    }
}
