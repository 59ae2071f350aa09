package org.openguides.processing.internal.http;

import java.time.Instant;
import java.util.List;

import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.api.DailyHours;
import org.openguides.processing.api.RunType;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Options of a request that define when a job may work and what it does. */
@ExtendWith(SlingContextExtension.class)
class StartOptionsTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final FakeRuns runs = new FakeRuns();
    private final StartServlet underTest = new StartServlet(runs, Platform.LIMITS, Platform.SETTINGS);
    private Platform platform;

    @BeforeEach
    void setUp() throws Exception {
        platform = new Platform(context).folders("/content/dam/a");
    }

    @Test
    void takesTheTimesAtWhichAJobMayWork() throws Exception {
        post("{\"path\":\"/content/dam/a\",\"type\":\"ASSET_PROCESSING\",\"notBefore\":1764932039000,"
                + "\"dailyHours\":\"20:00-06:00\"}");
        assertEquals(
                Instant.ofEpochMilli(1_764_932_039_000L), runs.started.get(0).notBefore());
        assertEquals(DailyHours.parse("20:00-06:00"), runs.started.get(0).dailyHours());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "dailyHours | \"20:00-20:00\"",
                "dailyHours | \"evening\"",
                "notBefore | 253402300800000",
                "notBefore | -62135596800001",
                "notBefore | \"tomorrow\"",
                "filter.endTime | 253402300800000",
            })
    void refusesTimesThatCannotBeUsed(String field, String value) throws Exception {
        String member = field.startsWith("filter.") ? "filter\":{\"endTime\":" + value + "}" : field + "\":" + value;
        MockSlingHttpServletResponse response =
                post("{\"path\":\"/content/dam/a\",\"type\":\"ASSET_PROCESSING\",\"" + member + "}");
        assertEquals(400, response.getStatus());
        assertTrue(response.getOutputAsString().contains("\"field\":\"" + field + "\""), response.getOutputAsString());
        assertEquals(List.of(), runs.started);
    }

    @Test
    void startsAJobThatResets() throws Exception {
        assertEquals(
                200, post("{\"path\":\"/content/dam/a\",\"type\":\"RESET\"}").getStatus());
        assertEquals(RunType.RESET, runs.started.get(0).type());
        MockSlingHttpServletResponse refused =
                post("{\"path\":\"/content/dam/a\",\"type\":\"RESET\",\"filter\":{\"filterProcessedAssets\":true}}");
        assertTrue(
                refused.getOutputAsString().contains("\"field\":\"filter.filterProcessedAssets\""),
                refused.getOutputAsString());
        assertEquals(1, runs.started.size());
    }

    private MockSlingHttpServletResponse post(String body) throws Exception {
        return platform.request("admin", "POST").json(body).sendTo(underTest);
    }
}
