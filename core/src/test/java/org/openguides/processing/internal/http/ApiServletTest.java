package org.openguides.processing.internal.http;

import javax.jcr.RepositoryException;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockRequestPathInfo;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.session.SlingServiceSessions;
import org.openguides.processing.testing.ARun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

@ExtendWith(SlingContextExtension.class)
class ApiServletTest {

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final FakeRuns runs = new FakeRuns();

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "GET", "PATCH", "OPTIONS", "TRACE", "HEAD"})
    void refusesOtherMethodsAndNamesItsOwn(String method) throws Exception {
        MockSlingHttpServletResponse response = new Platform(context)
                .request("admin", method)
                .sendTo(new StartServlet(runs, Platform.LIMITS, Platform.SETTINGS));

        assertEquals(400, response.getStatus());
        assertEquals("POST", response.getHeader("Allow"));
        assertEquals(
                "{\"type\":\"urn:openguides:problem:method-not-supported\",\"title\":\"The method is not supported\","
                        + "\"status\":400,\"detail\":\"This resource supports POST.\",\"code\":\"method-not-supported\"}",
                response.getOutputAsString());
    }

    @Test
    void doesNotChangeAnythingByGet() throws Exception {
        StatusServlet underTest = new StatusServlet(runs.with(ARun.called("x").build()), Platform.SETTINGS);

        MockSlingHttpServletResponse response = new Platform(context)
                .request("admin", "POST")
                .query("processingId=x")
                .sendTo(underTest);

        assertEquals(400, response.getStatus());
        assertEquals("GET, HEAD", response.getHeader("Allow"));
    }

    @ParameterizedTest
    @CsvSource({"css,,,", "html,a.b,/suffix.png,", ",,/x,", ",,,;v=1.png"})
    void isNotAvailableAtALongerPath(String extension, String selectors, String suffix, String parameter)
            throws Exception {
        ARequest request = new Platform(context).request("admin", "GET").query("processingId=x");
        MockRequestPathInfo place = (MockRequestPathInfo) request.build().getRequestPathInfo();
        place.setExtension(extension);
        place.setSelectorString(selectors);
        place.setSuffix(suffix);
        request.build().setPathInfo("/bin/guides/v1/assets/process/status" + Objects.requireNonNullElse(parameter, ""));

        MockSlingHttpServletResponse response =
                request.sendTo(new StatusServlet(runs.with(ARun.called("x").build()), Platform.SETTINGS));

        assertEquals(404, response.getStatus());
        assertFalse(response.getOutputAsString().contains("processingId"));
    }

    @Test
    void anonymousRequestsOnlyLearnThatTheyMustAuthenticate() throws Exception {
        MockSlingHttpServletResponse response =
                new Platform(context).request("anonymous", "PUT").sendTo(new StatusServlet(runs, Platform.SETTINGS));

        assertEquals(401, response.getStatus());
    }

    @Test
    void revealsOnlyAReferenceOfAnUnexpectedFailure() throws Exception {
        runs.breakDown();

        MockSlingHttpServletResponse response = new Platform(context)
                .request("admin", "GET")
                .query("processingId=x")
                .sendTo(new StatusServlet(runs, Platform.SETTINGS));

        assertEquals(500, response.getStatus());
        assertEquals("application/problem+json", response.getContentType());
        assertEquals("no-store", response.getHeader("Cache-Control"));
        assertEquals("nosniff", response.getHeader("X-Content-Type-Options"));
        String body = response.getOutputAsString();
        assertTrue(
                body.matches("\\{\"type\":\"urn:openguides:problem:internal-error\",\"title\":\"The server failed\","
                        + "\"status\":500,\"detail\":\"[^\"]+\",\"code\":\"internal-error\","
                        + "\"reference\":\"[0-9a-f-]{36}\"}"),
                body);
        assertFalse(body.contains("secret"), body);
        assertFalse(body.contains("Exception"), body);
    }

    @Test
    void isNotReadyWhileAServiceUserIsMissing() throws Exception {
        for (LoginException missing : List.of(
                new LoginException("Cannot derive user name"),
                new LoginException("Cannot log in", new javax.jcr.LoginException("no such user")))) {
            MockSlingHttpServletResponse response = statusUnless(missing);

            assertEquals(503, response.getStatus());
            assertEquals("10", response.getHeader("Retry-After"));
            assertTrue(response.getOutputAsString().contains("\"code\":\"not-ready\""), response::getOutputAsString);
        }
    }

    @Test
    void aRepositoryThatFailsIsNotTakenForAMissingServiceUser() throws Exception {
        MockSlingHttpServletResponse response =
                statusUnless(new LoginException("Cannot log in", new RepositoryException("the lease has been lost")));

        assertEquals(500, response.getStatus());
    }

    private MockSlingHttpServletResponse statusUnless(LoginException failure) throws Exception {
        ResourceResolverFactory resolvers = mock(ResourceResolverFactory.class);
        when(resolvers.getServiceResourceResolver(any())).thenThrow(failure);
        runs.before(() -> new SlingServiceSessions(resolvers).open(ServiceUser.WORKER));
        return new Platform(context)
                .request("admin", "GET")
                .query("processingId=x")
                .sendTo(new StatusServlet(runs, Platform.SETTINGS));
    }

    @ParameterizedTest
    @EnumSource(ProblemType.class)
    void usesOnlyTheStatusCodesOfTheContract(ProblemType type) {
        assertTrue(Set.of(400, 401, 403, 500, 503).contains(type.status()));
        assertTrue(type.code().matches("[a-z]+(-[a-z]+)*"));
    }

    @Test
    void shortensWhatItQuotes() {
        assertEquals("\"x\"", Quoted.text("x"));
        assertEquals("\"" + "x".repeat(300) + "\"…", Quoted.text("x".repeat(301)));
        assertEquals("\"" + "x".repeat(299) + "\"…", Quoted.text("x".repeat(299) + "\ud83d\ude00"));
    }

    @Test
    void settingsComeFromTheConfiguration() {
        Operators operators = context.registerInjectActivateService(
                Operators.class, Map.of("groups", new String[] {"writers", " writers ", ""}));
        context.registerService(ServiceSessions.class, user -> {
            throw new AssertionError("no user is asked for");
        });
        ApiSettings configured = context.registerInjectActivateService(
                ApiSettings.class, Map.of("contentRoots", new String[] {"/content/docs/", "bad"}));

        assertEquals(
                new ApiSettings("/bin/guides/v1", true, List.of("/content/docs"), operators, 100, configured.users()),
                configured);
        assertEquals(new Operators(Set.of("writers")), operators);
    }
}
