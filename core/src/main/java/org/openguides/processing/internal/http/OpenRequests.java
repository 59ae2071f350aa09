package org.openguides.processing.internal.http;

import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import org.openguides.processing.internal.foreground.Foreground;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.http.whiteboard.Preprocessor;

/**
 * Counts the requests that have not been answered yet, whoever answers them, and remembers when one last came that may have
 * changed content. It sees them before they are authenticated: a login reads the repository, and waits for a commit already.
 */
@Component(
        service = {Preprocessor.class, Foreground.class},
        property = "service.ranking:Integer=" + Integer.MAX_VALUE)
public final class OpenRequests implements Preprocessor, Foreground {

    /** Who saves again after a longer time finds small commits again after his first one. */
    private static final Duration LATELY = Duration.ofSeconds(5);

    /** Who asks one thing after the other is back sooner; a commit that begins in between holds up all of his next request. */
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(5);

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "PROPFIND", "REPORT", "SEARCH");

    private final Object idle = new Object();
    private final Clock clock;
    private final long gap;
    private volatile Instant writtenAt = Instant.EPOCH;
    /** Guarded by {@link #idle}, as is what follows. */
    private int open;

    private long answeredAt;

    public OpenRequests() {
        this(Clock.systemUTC(), BETWEEN_REQUESTS);
    }

    /**
     * @param gap for how long nobody must have asked until the node counts as idle
     */
    OpenRequests(Clock clock, Duration gap) {
        this.clock = clock;
        this.gap = gap.toNanos();
        this.answeredAt = System.nanoTime() - this.gap;
    }

    @Override
    public boolean awaitIdle(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        synchronized (idle) {
            try {
                for (long left = left(end); left > 0; left = left(end)) {
                    TimeUnit.NANOSECONDS.timedWait(idle, left);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            return isIdle();
        }
    }

    private boolean isIdle() {
        return open == 0 && System.nanoTime() - answeredAt >= gap;
    }

    private long left(long end) {
        long now = System.nanoTime();
        return open > 0 ? end - now : Math.min(end, answeredAt + gap) - now;
    }

    @Override
    public boolean isWrittenTo() {
        return clock.instant().isBefore(writtenAt.plus(LATELY));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        begin();
        try {
            chain.doFilter(request, response);
        } finally {
            end();
            if (mayHaveChanged(request, response)) {
                writtenAt = clock.instant();
            }
        }
    }

    private void begin() {
        synchronized (idle) {
            open++;
        }
    }

    private void end() {
        synchronized (idle) {
            open--;
            if (open == 0) {
                answeredAt = System.nanoTime();
                idle.notifyAll();
            }
        }
    }

    /** Who is refused has changed nothing, nor has anybody who starts and cancels runs. */
    private static boolean mayHaveChanged(ServletRequest request, ServletResponse response) {
        return request instanceof HttpServletRequest asked
                && response instanceof HttpServletResponse answer
                && !SAFE.contains(asked.getMethod())
                && answer.getStatus() < HttpServletResponse.SC_BAD_REQUEST
                && request.getAttribute(ApiServlet.OURS) == null;
    }

    @Override
    public void init(FilterConfig config) {
        // nothing is configured
    }

    @Override
    public void destroy() {
        // nothing is held
    }
}
