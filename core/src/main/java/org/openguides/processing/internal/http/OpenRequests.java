package org.openguides.processing.internal.http;

import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;

import org.openguides.processing.internal.foreground.Foreground;
import org.osgi.service.component.annotations.Component;

/** Counts the requests to Sling that have not been answered yet, whoever answers them. */
@Component(
        service = {Filter.class, Foreground.class},
        property = {"sling.filter.scope=REQUEST", "service.ranking:Integer=" + Integer.MAX_VALUE})
public final class OpenRequests implements Filter, Foreground {

    private final AtomicInteger open = new AtomicInteger();

    @Override
    public boolean isWaitedFor() {
        return open.get() > 0;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        open.incrementAndGet();
        try {
            chain.doFilter(request, response);
        } finally {
            open.decrementAndGet();
        }
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
