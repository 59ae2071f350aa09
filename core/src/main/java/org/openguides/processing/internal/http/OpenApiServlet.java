package org.openguides.processing.internal.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

import org.apache.sling.api.SlingHttpServletResponse;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code GET /openapi.json}: the OpenAPI description of all endpoints. */
@Component(service = ApiServlet.class)
public final class OpenApiServlet extends ApiServlet {

    static final String PATH = "/openapi.json";

    private final byte[] description;

    @Activate
    public OpenApiServlet(@Reference(name = "settings") ApiSettings settings) {
        super(settings, PATH, "GET", "HEAD");
        description = document()
                .replace('"' + ApiSettings.DEFAULT_BASE_PATH + '"', '"' + settings.basePath() + '"')
                .getBytes(StandardCharsets.UTF_8);
    }

    /** Returns the OpenAPI document for the default base path. */
    static String document() {
        try (InputStream document = OpenApiServlet.class.getResourceAsStream("openapi.json")) {
            return new String(Objects.requireNonNull(document, "openapi.json").readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    Answer answer(Call call) {
        return this::send;
    }

    private void send(SlingHttpServletResponse response) throws IOException {
        response.setContentType("application/json; charset=utf-8");
        response.getOutputStream().write(description);
    }
}
