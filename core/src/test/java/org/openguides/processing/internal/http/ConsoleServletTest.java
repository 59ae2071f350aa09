package org.openguides.processing.internal.http;

import javax.jcr.Session;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.jackrabbit.commons.JcrUtils;
import org.apache.sling.api.resource.LoginException;
import org.apache.sling.api.resource.ResourceResolverFactory;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockRequestPathInfo;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletRequest;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.SlingServiceSessions;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

@ExtendWith(SlingContextExtension.class)
class ConsoleServletTest {

    private static final String PAGE = "<link href=\"console.{version}/a.css\">"
            + "<script type=\"importmap\">{\"imports\":{\"x\":\"./console.{version}/lib/x.js\"}}</script>";
    private static final Pattern VERSION = Pattern.compile("console\\.(v[0-9a-f]+)/");

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private Platform platform;
    private Session admin;
    private ConsoleServlet underTest;

    @BeforeEach
    void setUp() throws Exception {
        platform = new Platform(context)
                .folders("/content", "/apps/openguides/console/lib")
                .user("bob");
        admin = context.resourceResolver().adaptTo(Session.class);
        // One session per request, as for service users.
        underTest = new ConsoleServlet(user -> {
            Session session = context.resourceResolver().adaptTo(Session.class);
            return new ServiceSession(session, () -> {});
        });
        put("", "index.html", PAGE);
        put("", "main.js", "run()");
        put("lib", "x.js", "export default 1");
        put("", ".hidden.js", "secret");
        put("", "notes.txt", "secret");
    }

    @Test
    void anyUserGetsThePageWithTheVersionOfItsFiles() throws Exception {
        MockSlingHttpServletResponse page = page();

        assertEquals(200, page.getStatus());
        assertEquals("text/html; charset=utf-8", page.getContentType().replace(";charset", "; charset"));
        assertEquals("private, no-cache", page.getHeader("Cache-Control"));
        assertFalse(page.getOutputAsString().contains("{version}"));
        MockSlingHttpServletResponse file = get("bob", version(page), "/lib/x.js");
        assertEquals("export default 1", file.getOutputAsString());
        assertEquals("private, max-age=31536000, immutable", file.getHeader("Cache-Control"));
        assertEquals("nosniff", file.getHeader("X-Content-Type-Options"));
    }

    @Test
    void isNotReadyWhileAServiceUserIsMissing() throws Exception {
        ResourceResolverFactory resolvers = mock(ResourceResolverFactory.class);
        when(resolvers.getServiceResourceResolver(any())).thenThrow(new LoginException("Cannot derive user name"));
        underTest = new ConsoleServlet(new SlingServiceSessions(resolvers));

        assertEquals(503, page().getStatus());
        assertEquals("10", page().getHeader("Retry-After"));
    }

    @Test
    void thePolicyAllowsOurFilesAndTheImportMapAndNothingElse() throws Exception {
        MockSlingHttpServletResponse page = page();
        String policy = page.getHeader("Content-Security-Policy");

        Matcher map = Pattern.compile("importmap\">(.*)</script>").matcher(page.getOutputAsString());
        assertTrue(map.find());
        String hash = Base64.getEncoder()
                .encodeToString(Digests.sha256().digest(map.group(1).getBytes(StandardCharsets.UTF_8)));
        assertTrue(policy.contains("script-src 'self' 'sha256-" + hash + "';"), policy);
        assertTrue(policy.startsWith("default-src 'none';"), policy);
        assertTrue(policy.contains("frame-ancestors 'self'"), policy);
        assertFalse(policy.contains("unsafe"), policy);
    }

    @Test
    void aChangedFileHasAnotherVersionAndIsNotKeptUnderTheOldOne() throws Exception {
        String before = version(page());
        put("", "main.js", "go()!"); // of the same length as before
        String after = version(page());

        assertNotEquals(before, after);
        assertEquals("private, no-cache", get("bob", before, "/main.js").getHeader("Cache-Control"));
        assertEquals("go()!", get("bob", after, "/main.js").getOutputAsString());
    }

    @Test
    void cachedFilesAreNotSentAgain() throws Exception {
        String tag = get("bob", "v1", "/main.js").getHeader("ETag");

        MockSlingHttpServletResponse again = get("bob", "v1", "/main.js", tag);
        assertEquals(304, again.getStatus());
        assertEquals("", again.getOutputAsString());
        assertEquals(200, get("bob", "v1", "/main.js", "\"other\"").getStatus());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/nope.js",
                "/../console/main.js",
                "/lib/../main.js",
                "//main.js",
                "/main.js/",
                "/lib",
                "/",
                "/.hidden.js",
                "/notes.txt",
                "/index.html",
                "/main.js/jcr:content",
                "/<script>.js"
            })
    void nothingElseIsServed(String suffix) throws Exception {
        MockSlingHttpServletResponse response = get("bob", "v1", suffix);

        assertEquals(404, response.getStatus());
        assertEquals("There is no such file.", response.getOutputAsString());
        assertTrue(response.getContentType().startsWith("text/plain"));
    }

    @Test
    void anonymousRequestsAreRejected() throws Exception {
        assertEquals(401, get("anonymous", null, null).getStatus());
        assertEquals(401, get("anonymous", "v1", "/main.js").getStatus());
    }

    @Test
    void reportsAMissingPackage() throws Exception {
        admin.getNode("/apps/openguides/console").remove();
        admin.save();

        MockSlingHttpServletResponse response = get("bob", null, null);
        assertEquals(404, response.getStatus());
        assertTrue(response.getOutputAsString().contains("openguides.ui.apps"));
    }

    private void put(String folder, String name, String text) throws Exception {
        String path = ConsoleFiles.FOLDER + (folder.isEmpty() ? "" : "/" + folder);
        JcrUtils.putFile(
                admin.getNode(path),
                name,
                "text/plain",
                new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        admin.save();
    }

    private MockSlingHttpServletResponse page() throws Exception {
        return get("bob", "html", null);
    }

    private static String version(MockSlingHttpServletResponse page) {
        Matcher version = VERSION.matcher(page.getOutputAsString());
        assertTrue(version.find());
        return version.group(1);
    }

    private MockSlingHttpServletResponse get(String user, String extension, String suffix) throws Exception {
        return get(user, extension, suffix, "");
    }

    private MockSlingHttpServletResponse get(String user, String extension, String suffix, String tag)
            throws Exception {
        MockSlingHttpServletRequest request =
                platform.request(user, "GET").header("If-None-Match", tag).build();
        MockRequestPathInfo place = (MockRequestPathInfo) request.getRequestPathInfo();
        place.setResourcePath(ConsoleServlet.PATH);
        place.setExtension(extension);
        place.setSuffix(suffix);
        MockSlingHttpServletResponse response = new MockSlingHttpServletResponse();
        underTest.service(request, response);
        return response;
    }
}
