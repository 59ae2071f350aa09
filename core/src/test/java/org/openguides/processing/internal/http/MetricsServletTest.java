package org.openguides.processing.internal.http;

import java.util.List;

import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.metrics.EngineFigures;
import org.openguides.processing.internal.metrics.Meters;
import org.openguides.processing.internal.metrics.MetricsText;
import org.openguides.processing.testing.Samples;
import org.openguides.processing.testing.SlingMetrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

/** Who may read the metrics. */
@ExtendWith(SlingContextExtension.class)
class MetricsServletTest {

    @RegisterExtension
    final SlingMetrics sling = new SlingMetrics();

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private MetricsServlet underTest;
    private Platform platform;

    @BeforeEach
    void users() throws Exception {
        MetricsText metrics =
                new MetricsText(sling.context(), new Meters(sling.service()), mock(EngineFigures.class), List::of);
        underTest = new MetricsServlet(metrics, Platform.SETTINGS);
        platform = new Platform(context).user("alice").user("olga").group("operators", "olga");
    }

    @ParameterizedTest
    @ValueSource(strings = {"admin", "olga"})
    void operatorsGetTheTextOfPrometheus(String user) throws Exception {
        MockSlingHttpServletResponse response = platform.request(user, "GET").sendTo(underTest);

        assertEquals(200, response.getStatus());
        assertEquals(
                "text/plain;version=0.0.4;charset=utf-8",
                response.getContentType().replace("; ", ";"));
        Samples.parse(response.getOutputAsString());
    }

    @Test
    void othersGetAProblem() throws Exception {
        MockSlingHttpServletResponse response = platform.request("alice", "GET").sendTo(underTest);

        assertEquals(403, response.getStatus());
        assertTrue(response.getOutputAsString().contains("\"code\":\"not-permitted\""), response::getOutputAsString);
    }
}
