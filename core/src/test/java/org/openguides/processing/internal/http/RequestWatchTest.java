package org.openguides.processing.internal.http;

import javax.servlet.ServletException;
import javax.servlet.ServletRequest;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.internal.engine.throttle.ActiveUsers;
import org.openguides.processing.internal.engine.throttle.OpenRequests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

/** The requests of a typical day on AEM for which runs are throttled. */
@ExtendWith(SlingContextExtension.class)
class RequestWatchTest {

    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private OpenRequests requests;
    private ActiveUsers users;
    private RequestWatch underTest;

    @BeforeEach
    void watch() {
        requests = context.registerInjectActivateService(OpenRequests.class);
        users = context.registerInjectActivateService(ActiveUsers.class);
        underTest = context.registerInjectActivateService(RequestWatch.class);
    }

    @ParameterizedTest
    @CsvSource({
        "admin, GET, /content/dam/a.dita, true",
        "admin, GET, /assets.html/content/dam, true",
        "admin, HEAD, /content/dam/a.dita, true",
        "admin, OPTIONS, /content/dam, true",
        "admin, TRACE, /content/dam, true",
        "admin, POST, /content/dam/a.dita/jcr:content/metadata, true",
        "admin, PUT, /api/assets/a.dita, true",
        "admin, DELETE, /api/assets/a.dita, true",
        "admin, MOVE, /content/dam/a.dita, true",
        "admin, GET, /libs/granite/csrf/token.json, false",
        "admin, POST, /libs/granite/core/content/login.html/j_security_check, false",
        "admin, POST, /j_security_check, false",
        "admin, POST, /bin/querybuilder.json, false",
        "admin, GET, /bin/querybuilder.feed, false",
        "admin, POST, /graphql/execute.json/site/query, false",
        "admin, POST, /content/_cq_graphql/site/endpoint.json, false",
        "admin, POST, /content/cq:graphql/site/endpoint.json, false",
        "admin, GET, /system/health.json, false",
        "admin, GET, /system.html, true",
        "anonymous, GET, /content/dam/a.dita, false",
        "anonymous, POST, /content/dam/a.dita, false"
    })
    void runsStepAsideForUsersAndNotForWhatGoesOnAllDay(String user, String method, String path, boolean counted)
            throws Exception {
        underTest.doFilter(request(user, method, path), new MockSlingHttpServletResponse(), (request, response) -> {
            assertEquals(counted, !requests.isIdle());
        });
        assertTrue(requests.awaitIdle(LIMIT));
        boolean safe = List.of("GET", "HEAD", "OPTIONS", "TRACE").contains(method);
        assertEquals(counted && !safe, users.isActive(user), "author");
    }

    @Test
    void theIgnoredPathsAreConfigurable() throws Exception {
        RequestWatch other = context.registerInjectActivateService(
                RequestWatch.class, Map.of("ignoredPaths", new String[] {" /content/*/a.dita ", "/x.y"}));
        assertCounted(other, "/content/dam/a.dita", false);
        assertCounted(other, "/content/dam/b.dita", true);
        assertCounted(other, "/x.y", false);
        assertCounted(other, "/xzy", true);
        assertCounted(other, "/system/health", true);
    }

    private void assertCounted(RequestWatch watch, String path, boolean counted) throws Exception {
        watch.doFilter(request("admin", "GET", path), new MockSlingHttpServletResponse(), (request, response) -> {
            assertEquals(counted, !requests.isIdle(), path);
        });
        assertTrue(requests.awaitIdle(LIMIT));
    }

    @Test
    void aFailedRequestIsNotOpenAnyMore() throws Exception {
        ServletRequest request = request("admin", "GET", "/content/dam");
        assertThrows(
                ServletException.class,
                () -> underTest.doFilter(request, new MockSlingHttpServletResponse(), (served, answer) -> {
                    throw new ServletException("wrong");
                }));
        assertTrue(requests.awaitIdle(LIMIT));
    }

    @Test
    void requestsOutsideOfSlingAreServedButNotCounted() throws Exception {
        boolean[] served = new boolean[1];
        underTest.doFilter(mock(ServletRequest.class), new MockSlingHttpServletResponse(), (request, response) -> {
            served[0] = true;
            assertTrue(requests.isIdle());
        });
        assertTrue(served[0]);
        assertFalse(users.isActive("admin"));
    }

    private MockSlingHttpServletRequest request(String user, String method, String path) throws Exception {
        MockSlingHttpServletRequest request =
                new Platform(context).request(user, method).build();
        request.setPathInfo(path);
        return request;
    }
}
