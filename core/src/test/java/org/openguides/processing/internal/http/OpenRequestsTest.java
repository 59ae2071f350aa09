package org.openguides.processing.internal.http;

import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

@ExtendWith(SlingContextExtension.class)
class OpenRequestsTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);

    private Instant now = Instant.parse("2026-01-01T00:00:00Z");
    private final OpenRequests underTest = new OpenRequests(clock());

    private Clock clock() {
        Clock clock = mock(Clock.class);
        when(clock.instant()).thenAnswer(call -> now);
        return clock;
    }

    @Test
    void somebodyWaitsWhileARequestIsAnswered() throws Exception {
        AtomicBoolean waitedFor = new AtomicBoolean();
        assertFalse(underTest.isWaitedFor());
        underTest.doFilter(
                mock(ServletRequest.class),
                mock(ServletResponse.class),
                (request, response) -> waitedFor.set(underTest.isWaitedFor()));
        assertTrue(waitedFor.get());
        assertFalse(underTest.isWaitedFor());
    }

    @ParameterizedTest
    @CsvSource({"GET, false", "HEAD, false", "OPTIONS, false", "POST, true", "PUT, true", "DELETE, true", "MOVE, true"})
    void whoeverChangesContentIsRememberedForAWhile(String method, boolean remembered) throws Exception {
        serve(method);
        assertEquals(remembered, underTest.isWrittenTo());
        now = now.plusSeconds(4);
        assertEquals(remembered, underTest.isWrittenTo());
        now = now.plusSeconds(1);
        assertFalse(underTest.isWrittenTo());
    }

    @Test
    void whatOurEndpointsAnswerChangesNoContent() throws Exception {
        MockSlingHttpServletRequest request =
                new Platform(context).request("admin", "POST").build();
        StartServlet endpoint = new StartServlet(new FakeRuns(), Platform.SETTINGS);
        underTest.doFilter(request, new MockSlingHttpServletResponse(), endpoint::service);
        assertFalse(underTest.isWrittenTo());
    }

    private void serve(String method) throws Exception {
        HttpServletRequest request = mock(HttpServletRequest.class);
        when(request.getMethod()).thenReturn(method);
        underTest.doFilter(request, mock(ServletResponse.class), (served, response) -> {});
    }

    @Test
    void nobodyWaitsForARequestThatHasFailed() {
        assertThrows(
                ServletException.class,
                () -> underTest.doFilter(
                        mock(ServletRequest.class), mock(ServletResponse.class), (request, response) -> {
                            throw new ServletException("wrong");
                        }));
        assertFalse(underTest.isWaitedFor());
    }
}
