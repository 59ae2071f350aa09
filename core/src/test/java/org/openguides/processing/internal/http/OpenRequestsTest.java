package org.openguides.processing.internal.http;

import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;

import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

class OpenRequestsTest {

    private final OpenRequests underTest = new OpenRequests();

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
