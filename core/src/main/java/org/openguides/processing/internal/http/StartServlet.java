package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;
import javax.servlet.Servlet;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

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
            throw Overlaps.rejection(e.conflicts(), call.caller());
        }
    }
}
