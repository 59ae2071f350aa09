package org.openguides.processing.internal.http;

import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openguides.processing.internal.access.Operators;

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
        assertEquals(
                JsonParser.parseString(OpenApiServlet.document()),
                JsonParser.parseString(response.getOutputAsString()));
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
    void namesTheBasePathThatIsConfigured() throws Exception {
        ApiSettings settings =
                new ApiSettings("/bin/other", true, List.of(), new Operators(Set.of()), 1, user -> Optional.empty());
        MockSlingHttpServletResponse response =
                new Platform(context).request("admin", "GET").sendTo(new OpenApiServlet(settings));

        JsonObject document =
                JsonParser.parseString(response.getOutputAsString()).getAsJsonObject();
        JsonObject server = document.getAsJsonArray("servers").get(0).getAsJsonObject();
        assertEquals("/bin/other", server.get("url").getAsString());
    }
}
