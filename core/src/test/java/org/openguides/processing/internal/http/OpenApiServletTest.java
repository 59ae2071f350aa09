package org.openguides.processing.internal.http;

import javax.servlet.Servlet;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import com.google.gson.JsonParser;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.osgi.framework.ServiceReference;

import static org.junit.jupiter.api.Assertions.assertEquals;

@ExtendWith(SlingContextExtension.class)
class OpenApiServletTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final OpenApiServlet underTest = new OpenApiServlet(Platform.SETTINGS);

    @Test
    void servesTheDescription() throws Exception {
        MockSlingHttpServletResponse response =
                new Platform(context).request("admin", "GET").sendTo(underTest);

        assertEquals(200, response.getStatus());
        assertEquals("application/json;charset=utf-8", response.getContentType().replace(" ", ""));
        assertEquals("no-store", response.getHeader("Cache-Control"));
        try (InputStream document = OpenApiServlet.document()) {
            String expected = new String(document.readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(JsonParser.parseString(expected), JsonParser.parseString(response.getOutputAsString()));
        }
    }

    @Test
    void isNotOpenToAnonymous() throws Exception {
        assertEquals(
                401,
                new Platform(context)
                        .request("anonymous", "GET")
                        .sendTo(underTest)
                        .getStatus());
    }

    @Test
    void isReadOnly() throws Exception {
        MockSlingHttpServletResponse response =
                new Platform(context).request("admin", "POST").sendTo(underTest);

        assertEquals(400, response.getStatus());
        assertEquals("GET, HEAD", response.getHeader("Allow"));
    }

    @Test
    void isAComponentBoundToItsPath() throws Exception {
        context.registerInjectActivateService(ApiSettings.class, Map.of());
        context.registerInjectActivateService(OpenApiServlet.class);

        ServiceReference<?>[] bound = context.bundleContext()
                .getServiceReferences(Servlet.class.getName(), "(sling.servlet.paths=/bin/guides/v1/openapi.json)");
        assertEquals(1, bound.length);
    }
}
