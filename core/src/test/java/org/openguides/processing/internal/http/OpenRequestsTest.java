package org.openguides.processing.internal.http;

import javax.servlet.FilterChain;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
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
    private final OpenRequests underTest = new OpenRequests(clock(), Duration.ofMillis(1));

    private Clock clock() {
        Clock clock = mock(Clock.class);
        when(clock.instant()).thenAnswer(call -> now);
        return clock;
    }

    @Test
    @Timeout(60)
    void whoeverStepsAsideGoesOnWhenEveryRequestIsAnswered() throws Exception {
        Thread worker = new Thread(() -> underTest.awaitIdle(Duration.ofDays(1)));
        serve((request, response) -> {
            serve((other, answer) -> {
                worker.start();
                Awaitility.await().until(() -> worker.getState() == Thread.State.TIMED_WAITING);
            });
            assertTrue(worker.isAlive());
        });
        worker.join();
    }

    @Test
    @Timeout(60)
    void whoeverHasBeenAnsweredMayAskTheNextThing() throws Exception {
        OpenRequests patient = new OpenRequests(clock(), Duration.ofDays(1));
        patient.awaitIdle(Duration.ofDays(1));
        patient.doFilter(mock(ServletRequest.class), mock(ServletResponse.class), (request, response) -> {});
        Thread worker = new Thread(() -> patient.awaitIdle(Duration.ofDays(1)));
        worker.start();
        Awaitility.await().until(() -> worker.getState() == Thread.State.TIMED_WAITING);
        worker.interrupt();
        worker.join();
        assertFalse(patient.awaitIdle(Duration.ofMillis(5)), "he may");
    }

    @Test
    @Timeout(60)
    void nobodyIsWaitedForForLongerThanIsSaid() throws Exception {
        serve((request, response) -> assertFalse(underTest.awaitIdle(Duration.ofMillis(5))));
    }

    @Test
    @Timeout(60)
    void nobodyIsWaitedForWhoDoesNotWait() throws Exception {
        assertTrue(underTest.awaitIdle(Duration.ofDays(1)));
        serve((request, response) -> {});
        assertTrue(underTest.awaitIdle(Duration.ofDays(1)));
    }

    @Test
    @Timeout(60)
    void whoIsInterruptedWaitsNoLongerAndStaysInterrupted() throws Exception {
        serve((request, response) -> {
            Thread.currentThread().interrupt();
            underTest.awaitIdle(Duration.ofDays(1));
            assertTrue(Thread.interrupted());
        });
    }

    private void serve(FilterChain chain) throws IOException, ServletException {
        underTest.doFilter(mock(ServletRequest.class), mock(ServletResponse.class), chain);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, false",
        "HEAD, false",
        "OPTIONS, false",
        "PROPFIND, false",
        "POST, true",
        "PUT, true",
        "DELETE, true",
        "MOVE, true"
    })
    void whoeverChangesContentIsRememberedForAWhile(String method, boolean remembered) throws Exception {
        serve(method, 200);
        assertEquals(remembered, underTest.isWrittenTo());
        now = now.plusSeconds(4);
        assertEquals(remembered, underTest.isWrittenTo());
        now = now.plusSeconds(1);
        assertFalse(underTest.isWrittenTo());
    }

    @ParameterizedTest
    @CsvSource({"302, true", "401, false", "403, false", "500, false"})
    void whoIsRefusedHasChangedNothing(int status, boolean remembered) throws Exception {
        serve("POST", status);
        assertEquals(remembered, underTest.isWrittenTo());
    }

    @Test
    void whatOurEndpointsAnswerChangesNoContent() throws Exception {
        MockSlingHttpServletRequest request =
                new Platform(context).request("admin", "POST").build();
        StartServlet endpoint = new StartServlet(new FakeRuns(), Platform.SETTINGS);
        underTest.doFilter(request, new MockSlingHttpServletResponse(), endpoint::service);
        assertFalse(underTest.isWrittenTo());
    }

    private void serve(String method, int status) throws Exception {
        HttpServletRequest request = mock(HttpServletRequest.class);
        when(request.getMethod()).thenReturn(method);
        HttpServletResponse response = mock(HttpServletResponse.class);
        when(response.getStatus()).thenReturn(status);
        underTest.doFilter(request, response, (served, answer) -> {});
    }

    @Test
    @Timeout(60)
    void nobodyWaitsForARequestThatHasFailed() {
        assertThrows(
                ServletException.class,
                () -> serve((request, response) -> {
                    throw new ServletException("wrong");
                }));
        underTest.awaitIdle(Duration.ofDays(1));
    }
}
