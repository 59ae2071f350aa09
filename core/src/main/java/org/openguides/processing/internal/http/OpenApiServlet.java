package org.openguides.processing.internal.http;

import javax.servlet.Servlet;

import java.io.IOException;
import java.io.InputStream;

import org.apache.sling.api.SlingHttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /openapi.json}: the description of all endpoints, for people and for generators of clients. */
@Component(
        service = Servlet.class,
        property = {"sling.servlet.paths=" + OpenApiServlet.PATH, "sling.servlet.methods=GET"})
public final class OpenApiServlet extends ApiServlet {

    static final String PATH = BASE + "/openapi.json";

    @Activate
    public OpenApiServlet(@Reference(name = "settings") ApiSettings settings) {
        super(settings, "GET", "HEAD");
    }

    /** The description, an OpenAPI document in UTF-8. The caller closes it. */
    static InputStream document() {
        InputStream document = OpenApiServlet.class.getResourceAsStream("openapi.json");
        if (document == null) {
            throw new IllegalStateException("the bundle lacks its description");
        }
        return document;
    }

    @Override
    Answer answer(Call call) {
        return OpenApiServlet::send;
    }

    private static void send(SlingHttpServletResponse response) throws IOException {
        response.setContentType("application/json; charset=utf-8");
        try (InputStream document = document()) {
            document.transferTo(response.getOutputStream());
        }
    }
}
