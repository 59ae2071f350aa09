package org.openguides.processing.internal.http;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.apache.sling.testing.mock.sling.ResourceResolverType;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.apache.sling.testing.mock.sling.servlet.MockSlingHttpServletResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.observe.Check;
import org.openguides.processing.internal.observe.Checks;
import org.openguides.processing.internal.observe.Finding;
import org.openguides.processing.internal.observe.Nodes;
import org.openguides.processing.testing.OsgiFramework;
import org.osgi.framework.BundleContext;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** The state of the system for different users, in a framework of several bundles. */
@ExtendWith(SlingContextExtension.class)
class SystemStatusServletTest {

    @RegisterExtension
    final OsgiFramework osgi = new OsgiFramework();

    private final SlingContext context = new SlingContext(ResourceResolverType.JCR_OAK);
    private final AtomicReference<Catalogs> catalogs = new AtomicReference<>(new JcrCatalogs());

    private BundleContext bundle;
    private Checks checks;
    private Endpoints endpoints;

    @BeforeEach
    void bundles() throws Exception {
        bundle = osgi.bundle("org.openguides.core");
        osgi.bundle("org.openguides.more").getBundle().stop();
        checks = new Checks(bundle);
        endpoints = new Endpoints(bundle, Platform.SETTINGS);
        bundle.registerService(Endpoints.class, endpoints, null);
        bundle.registerService(Check.class, new AWarning(), null);
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    private record AWarning() implements Check {
        @Override
        public String name() {
            return "OpenGuides engine";
        }

        @Override
        public String beanName() {
            return "engine";
        }

        @Override
        public List<Finding> look() {
            return List.of(Finding.warn("Queue x is suspended."));
        }
    }

    private SystemStatusServlet servlet() {
        Nodes nodes = () -> List.of(new Nodes.ClusterNode("id-1", "author-1", true));
        return new SystemStatusServlet(bundle, Platform.SETTINGS, catalogs.get(), checks, nodes);
    }

    private JsonObject status(String user) throws Exception {
        Platform platform = new Platform(context);
        if (!user.equals("admin")) {
            platform.user(user);
        }
        MockSlingHttpServletResponse response = platform.request(user, "GET").sendTo(servlet());
        assertEquals(200, response.getStatus());
        return JsonParser.parseString(response.getOutputAsString()).getAsJsonObject();
    }

    @Test
    void hasTheMembersThatClientsOfAemGuidesKnow() throws Exception {
        JsonObject status = status("admin");

        assertFalse(status.get("isCloud").getAsBoolean());
        assertTrue(status.get("isUuid").getAsBoolean());
        assertFalse(status.get("isDatabase").getAsBoolean());
        assertEquals("passed", status.get("databaseConnectionCheck").getAsString());
        assertEquals("[\"org.openguides.core\"]", status.get("activeBundles").toString());
        assertEquals("[\"org.openguides.more\"]", status.get("inactiveBundles").toString());
    }

    @Test
    void reportsAnUnavailableDatabase() throws Exception {
        Catalogs away = mock(Catalogs.class);
        when(away.isInDatabase()).thenReturn(true);
        when(away.check()).thenThrow(new CatalogUnavailableException("away", new IllegalStateException()));
        catalogs.set(away);

        JsonObject status = status("admin");

        assertTrue(status.get("isDatabase").getAsBoolean());
        assertEquals("failed", status.get("databaseConnectionCheck").getAsString());
    }

    @Test
    void detectsTheCloudByABundle() throws Exception {
        osgi.bundle("org.apache.sling.distribution.journal");

        assertTrue(status("admin").get("isCloud").getAsBoolean());
    }

    @Test
    void namesNodesAndVersion() throws Exception {
        JsonObject status = status("admin");

        assertEquals("0.0.0", status.get("version").getAsString());
        assertEquals(JsonParser.parseString("[{'id':'id-1','name':'author-1','isLocal':true}]"), status.get("nodes"));
    }

    @Test
    void showsMessagesToOperatorsOnly() throws Exception {
        JsonObject told = health(status("admin"));
        assertEquals("WARN", told.get("status").getAsString());
        assertEquals(
                JsonParser.parseString("[{'severity':'WARN','message':'Queue x is suspended.'}]"),
                told.get("findings"));

        JsonObject hidden = health(status("author"));
        assertEquals(Set.of("name", "status"), hidden.keySet());
        assertEquals("WARN", hidden.get("status").getAsString());
    }

    @Test
    void namesTheOwnerOfEachPath() throws Exception {
        bundle.registerService(ApiServlet.class, new OpenApiServlet(Platform.SETTINGS), null);
        BundleContext other = osgi.bundle("com.example.guides");
        OsgiFramework.register(other, new Object(), ForeignPaths.SLING_PATHS, "/bin/guides/v1/openapi.json");

        JsonElement expected = JsonParser.parseString(
                """
                [{"path":"/bin/openguides/v1/openapi.json","isOurs":true,"others":[]},
                 {"path":"/bin/guides/v1/openapi.json","isOurs":false,"others":["com.example.guides"]}]
                """);
        assertEquals(expected, status("author").get("paths"));
    }

    @Test
    void hasEveryMemberThatIsDescribed() throws Exception {
        JsonObject document = JsonParser.parseString(OpenApiServlet.document()).getAsJsonObject();
        JsonObject schema = document.getAsJsonObject("components")
                .getAsJsonObject("schemas")
                .getAsJsonObject("SystemStatus");

        Set<String> members = new TreeSet<>(status("admin").keySet());
        assertEquals(new TreeSet<>(schema.getAsJsonObject("properties").keySet()), members);
    }

    @Test
    void isNotOpenToAnonymous() throws Exception {
        assertEquals(
                401,
                new Platform(context)
                        .request("anonymous", "GET")
                        .sendTo(servlet())
                        .getStatus());
    }

    private static JsonObject health(JsonObject status) {
        return status.getAsJsonArray("health").get(0).getAsJsonObject();
    }
}
