package org.openguides.processing.internal.http;

import java.util.List;

import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.testing.ARun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

@ExtendWith(SlingContextExtension.class)
class StartServletTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final FakeRuns runs = new FakeRuns();
    private final StartServlet underTest = new StartServlet(runs, Platform.LIMITS, Platform.SETTINGS);
    private Platform platform;

    @BeforeEach
    void setUp() throws Exception {
        platform = new Platform(context)
                .folders("/content/dam/a/b", "/content/dam/a/c", "/content/dam/status-fetch1", "/content/other");
    }

    @Test
    void answersWithTheIdOfTheNewRunAndWhereItsStatusIs() throws Exception {
        MockSlingHttpServletResponse response = post("{\"path\":\"/content/dam/a\",\"type\":\"ASSET_PROCESSING\"}");

        assertEquals(200, response.getStatus());
        assertEquals("{\"processingId\":\"" + FakeRuns.NEW_ID + "\"}", response.getOutputAsString());
        assertEquals(
                "/bin/guides/v1/assets/process/status?processingId=" + FakeRuns.NEW_ID, response.getHeader("Location"));
        assertEquals("application/json; charset=utf-8", response.getContentType());
        assertEquals("no-store", response.getHeader("Cache-Control"));
        assertEquals("nosniff", response.getHeader("X-Content-Type-Options"));
    }

    @Test
    void pointsToTheStatusBelowTheBasePathOfTheRequest() throws Exception {
        MockSlingHttpServletResponse response = platform.request("admin", "POST")
                .json("{\"path\":\"/content/dam/a\",\"type\":\"ASSET_PROCESSING\"}")
                .sendTo(underTest, ApiSettings.OWN_BASE_PATH);

        assertTrue(response.getHeader("Location").startsWith("/bin/openguides/v1/assets/process/status?"));
    }

    @Test
    void reportsWhatTheRunWillNotRepair() throws Exception {
        runs.with(ARun.called(FakeRuns.NEW_ID)
                .beside(GuidesProperties.OWN)
                .saying("uuids are not repaired")
                .build());

        assertEquals(
                "{\"processingId\":\"" + FakeRuns.NEW_ID
                        + "\",\"guidesProperties\":\"own\",\"comments\":\"uuids are not repaired\"}",
                post("{\"path\":\"/content/dam/a\",\"type\":\"ASSET_PROCESSING\"}")
                        .getOutputAsString());
    }

    @Test
    void comparesInADryRunOnly() throws Exception {
        String request = "{\"path\":\"/content/dam/a\",\"type\":\"ASSET_PROCESSING\",\"compare\":true";
        MockSlingHttpServletResponse refused = post(request + "}");
        assertEquals(400, refused.getStatus());
        assertTrue(refused.getOutputAsString().endsWith("\"code\":\"invalid-field\",\"field\":\"compare\"}"));
        assertEquals(400, post(request + ",\"dryRun\":false}").getStatus());
        assertEquals(List.of(), runs.started);

        assertEquals(200, post(request + ",\"dryRun\":true}").getStatus());
        assertTrue(runs.started.get(0).compare());
        assertTrue(runs.started.get(0).dryRun());
    }

    @Test
    void pointsToTheStatusBelowTheContextPath() throws Exception {
        MockSlingHttpServletResponse response = platform.request("admin", "POST")
                .contextPath("/author")
                .json("{\"path\":\"/content/dam/a\",\"type\":\"ASSET_PROCESSING\"}")
                .sendTo(underTest);

        assertTrue(response.getHeader("Location").startsWith("/author/bin/guides/v1/"));
    }

    private MockSlingHttpServletResponse post(String body) throws Exception {
        return platform.request("admin", "POST").json(body).sendTo(underTest);
    }

    private static String with(String members) {
        return "{\"type\":\"ASSET_PROCESSING\"," + members + "}";
    }
}
