package org.openguides.processing.internal.http;

import javax.servlet.Filter;
import javax.servlet.FilterChain;
import javax.servlet.FilterConfig;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;

import java.io.IOException;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import org.apache.sling.api.SlingHttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.throttle.ActiveUsers;
import org.openguides.processing.internal.engine.throttle.OpenRequests;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Counts the requests of users that are in progress, and records the users whose requests may write. As a Sling filter
 * it runs after authentication, so rejected and anonymous requests do not count.
 */
@Component(
        service = Filter.class,
        property = {"sling.filter.scope=REQUEST", "service.ranking:Integer=" + Integer.MAX_VALUE},
        configurationPid = "org.openguides.processing.requests")
@Designate(ocd = RequestWatch.Config.class)
public final class RequestWatch implements Filter {

    /**
     * Safe methods (RFC 9110, 9.2.1) do not save: monitoring, for example, or clients that poll the status of a job.
     */
    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS", "TRACE");

    private final OpenRequests requests;
    private final ActiveUsers users;
    private final Pattern ignored;

    /** The OSGi configuration. */
    @ObjectClassDefinition(
            name = "OpenGuides: requests",
            description =
                    "Bulk runs are throttled while authenticated users have requests in progress, with exceptions.")
    @interface Config {
        @AttributeDefinition(
                name = "Ignored paths",
                description = "Requests to these paths do not throttle runs. * matches any text.")
        String[] ignoredPaths() default {
            "/libs/granite/*",
            "/bin/querybuilder*",
            "/graphql/*",
            "/content/_cq_graphql/*",
            "/content/cq:graphql/*",
            "/system/*",
            "*/j_security_check"
        };
    }

    @Activate
    public RequestWatch(
            @Reference(name = "requests") OpenRequests requests,
            @Reference(name = "users") ActiveUsers users,
            Config config) {
        this.requests = requests;
        this.users = users;
        this.ignored = Pattern.compile(
                Arrays.stream(config.ignoredPaths())
                        .map(String::strip)
                        .map(path -> Arrays.stream(path.split("\\*", -1))
                                .map(Pattern::quote)
                                .collect(Collectors.joining(".*")))
                        .collect(Collectors.joining("|")),
                Pattern.DOTALL);
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!isCounted(request)) {
            chain.doFilter(request, response);
            return;
        }
        OpenRequests.Open open = requests.begin();
        try {
            chain.doFilter(request, response);
        } finally {
            open.end();
        }
    }

    private boolean isCounted(ServletRequest request) {
        if (!(request instanceof SlingHttpServletRequest asked)) {
            return false;
        }
        String user = asked.getResourceResolver().getUserID();
        if (user == null || user.equals(Access.ANONYMOUS)) {
            return false;
        }
        @Nullable String path = asked.getPathInfo();
        if (path != null && ignored.matcher(path).matches()) {
            return false;
        }
        if (!SAFE_METHODS.contains(asked.getMethod())) {
            users.note(user);
        }
        return true;
    }

    @Override
    public void init(FilterConfig config) {
        // no configuration needed
    }

    @Override
    public void destroy() {
        // nothing to release
    }
}
