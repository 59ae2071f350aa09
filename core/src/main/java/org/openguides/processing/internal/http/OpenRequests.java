package org.openguides.processing.internal.http;

import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.openguides.processing.internal.foreground.Foreground;
import org.osgi.service.component.annotations.Component;

/**
 * Counts the requests to Sling that have not been answered yet, whoever answers them, and remembers when one last came that may
 * have changed content.
 */
@Component(
        service = {Filter.class, Foreground.class},
        property = {"sling.filter.scope=REQUEST", "service.ranking:Integer=" + Integer.MAX_VALUE})
public final class OpenRequests implements Filter, Foreground {

    /** Who saves again after a longer time finds small commits again after his first one. */
    private static final Duration LATELY = Duration.ofSeconds(5);

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");

    private final AtomicInteger open = new AtomicInteger();
    private final Clock clock;
    private volatile Instant writtenAt = Instant.EPOCH;

    public OpenRequests() {
        this(Clock.systemUTC());
    }

    OpenRequests(Clock clock) {
        this.clock = clock;
    }

    @Override
    public boolean isWaitedFor() {
        return open.get() > 0;
    }

    @Override
    public boolean isWrittenTo() {
        return clock.instant().isBefore(writtenAt.plus(LATELY));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        open.incrementAndGet();
        try {
            chain.doFilter(request, response);
        } finally {
            open.decrementAndGet();
            if (mayHaveChanged(request)) {
                writtenAt = clock.instant();
            }
        }
    }

    /** Whoever starts and cancels runs changes no content. */
    private static boolean mayHaveChanged(ServletRequest request) {
        return request instanceof HttpServletRequest http
                && !SAFE.contains(http.getMethod())
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
