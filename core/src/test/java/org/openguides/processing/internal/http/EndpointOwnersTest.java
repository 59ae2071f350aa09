package org.openguides.processing.internal.http;

import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.observe.Finding;
import org.openguides.processing.internal.observe.Severity;
import org.openguides.processing.testing.OsgiFramework;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceEvent;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.openguides.processing.testing.OsgiFramework.register;

/** Endpoints along with bundles that serve the same paths, in a real OSGi framework. */
class EndpointOwnersTest {

    private static final String OURS = "/bin/openguides/v1/openapi.json";
    private static final String GUIDES = "/bin/guides/v1/openapi.json";
    private static final ApiSettings SETTINGS = new ApiSettings(
            ApiSettings.DEFAULT_BASE_PATH, true, List.of(), new Operators(Set.of()), 1, user -> Optional.empty());

    @RegisterExtension
    final OsgiFramework osgi = new OsgiFramework();

    private BundleContext own;
    private BundleContext other;
    private Endpoints endpoints;

    @BeforeEach
    void bundles() throws Exception {
        own = osgi.bundle("org.openguides.core");
        other = osgi.bundle("com.example.guides");
        own.registerService(ApiServlet.class, new OpenApiServlet(SETTINGS), null);
    }

    @AfterEach
    void close() {
        endpoints.close();
    }

    private void open() {
        endpoints = new Endpoints(own, SETTINGS);
    }

    static Stream<Arguments> claims() {
        return Stream.of(
                arguments("the same path", Map.of(ForeignPaths.SLING_PATHS, GUIDES)),
                arguments("one of several", Map.of(ForeignPaths.SLING_PATHS, new String[] {"/bin/x", GUIDES})),
                arguments("in a collection", Map.of(ForeignPaths.SLING_PATHS, List.of("/bin/x", GUIDES))),
                arguments("a higher ranking", Map.of(ForeignPaths.SLING_PATHS, GUIDES, Constants.SERVICE_RANKING, 1)),
                arguments(
                        "the same ranking",
                        Map.of(ForeignPaths.SLING_PATHS, GUIDES, Constants.SERVICE_RANKING, Endpoints.YIELDING)),
                arguments("a parent", Map.of(ForeignPaths.SLING_PATHS, "/bin/guides/v1")),
                arguments("without its extension", Map.of(ForeignPaths.SLING_PATHS, "/bin/guides/v1/openapi")),
                arguments("its name as a servlet", Map.of(ForeignPaths.SLING_PATHS, GUIDES + ".servlet")),
                arguments("a resource provider", Map.of(ForeignPaths.PROVIDER_ROOT, "/bin/guides")),
                arguments("an HTTP servlet", Map.of(ForeignPaths.SERVLET_PATTERN, "/bin/guides/*")),
                arguments("HTTP resources", Map.of(ForeignPaths.RESOURCE_PATTERN, new String[] {"/bin/guides/*"})));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void aPathIsLeftToABundleThatClaimedItBefore(String what, Map<String, Object> properties) throws Exception {
        ServiceRegistration<?> owner = registered(properties);
        open();

        assertEquals(Set.of(OURS), bound());
        assertEquals(
                List.of(
                        new Endpoints.Owned(OURS, List.of(), true),
                        new Endpoints.Owned(GUIDES, List.of("com.example.guides"), false)),
                endpoints.owners());

        owner.unregister();
        assertEquals(Set.of(OURS, GUIDES), bound());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("claims")
    void aPathIsReleasedToABundleThatClaimsItLaterAndTakenAgainAfterwards(String what, Map<String, Object> properties)
            throws Exception {
        open();
        assertEquals(Set.of(OURS, GUIDES), bound());

        ServiceRegistration<?> owner = registered(properties);
        assertEquals(Set.of(OURS), bound());

        owner.unregister();
        assertEquals(Set.of(OURS, GUIDES), bound());
        assertFalse(endpoints.owners().isEmpty());
        assertTrue(endpoints.owners().stream().allMatch(path -> path.others().isEmpty()));
    }

    static Stream<Arguments> noClaims() {
        return Stream.of(
                arguments("another path", Map.of(ForeignPaths.SLING_PATHS, "/bin/guides/v1/output")),
                arguments("what is below", Map.of(ForeignPaths.SLING_PATHS, GUIDES + "/more")),
                arguments("a relative path", Map.of(ForeignPaths.SLING_PATHS, "bin/guides/v1")),
                arguments("all of the repository", Map.of(ForeignPaths.PROVIDER_ROOT, "/")),
                arguments("all of the server", Map.of(ForeignPaths.SERVLET_PATTERN, "/")),
                arguments(
                        "a context that is not there",
                        Map.of(ForeignPaths.SERVLET_PATTERN, "/bin/guides/*", ForeignPaths.CONTEXT_SELECT, "none")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("noClaims")
    void servicesAtOtherPathsDoNotMatter(String what, Map<String, Object> properties) throws Exception {
        registered(properties);
        open();

        assertEquals(Set.of(OURS, GUIDES), bound());
    }

    @Test
    void theMountOfAllServletsDoesNotOwnPaths() throws Exception {
        BundleContext resolver = osgi.bundle("org.apache.sling.servlets.resolver");
        register(resolver, new Object(), ForeignPaths.PROVIDER_ROOT, "/bin/");
        open();

        assertEquals(Set.of(OURS, GUIDES), bound());
    }

    @Test
    void aPatternIsBelowThePathOfItsContextWhicheverComesFirst() throws Exception {
        open();
        register(
                other,
                new Object(),
                ForeignPaths.SERVLET_PATTERN,
                "/v1/*",
                ForeignPaths.CONTEXT_SELECT,
                "(" + ForeignPaths.CONTEXT_NAME + "=guides)");
        assertEquals(Set.of(OURS, GUIDES), bound());

        ServiceRegistration<?> context = register(
                other, new Object(), ForeignPaths.CONTEXT_NAME, "guides", ForeignPaths.CONTEXT_PATH, "/bin/guides");
        assertEquals(Set.of(OURS), bound());
        context.unregister();
        assertEquals(Set.of(OURS, GUIDES), bound());
    }

    @Test
    void aServletThatChangesItsPathClaimsAndReleasesPaths() throws Exception {
        open();
        ServiceRegistration<Object> owner = register(other, new Object(), ForeignPaths.SLING_PATHS, "/bin/elsewhere");

        owner.setProperties(properties(Map.of(ForeignPaths.SLING_PATHS, GUIDES)));
        assertEquals(Set.of(OURS), bound());
        owner.setProperties(properties(Map.of(ForeignPaths.SLING_PATHS, "/bin/elsewhere")));
        assertEquals(Set.of(OURS, GUIDES), bound());
    }

    @Test
    void ourOwnPathIsKeptAndItsOtherOwnerIsReported() throws Exception {
        open();
        register(other, new Object(), ForeignPaths.SLING_PATHS, OURS);

        assertEquals(Set.of(OURS, GUIDES), bound());
        assertEquals(
                new Endpoints.Owned(OURS, List.of("com.example.guides"), true),
                endpoints.owners().get(0));
        assertEquals(List.of(Severity.CRITICAL, Severity.OK), severities());
    }

    @Test
    void theCheckNamesOwnersOfOtherPaths() throws Exception {
        open();
        register(other, new Object(), ForeignPaths.SLING_PATHS, GUIDES);

        assertEquals(List.of(Severity.WARN, Severity.OK), severities());
        String message = new EndpointOwnersCheck(endpoints).look().get(0).message();
        assertTrue(message.startsWith(GUIDES + " is served by com.example.guides, not by OpenGuides."), message);
    }

    private List<Severity> severities() {
        return new EndpointOwnersCheck(endpoints)
                .look().stream().map(Finding::severity).toList();
    }

    @Test
    void anyOtherServletWinsEvenBeforeItIsDetected() throws Exception {
        open();
        ServiceRegistration<Object> usual = register(other, new Object());

        assertTrue(usual.getReference().compareTo(servlet(GUIDES)) > 0, "Sling would ask ours");
        assertNull(servlet(OURS).getProperty(Constants.SERVICE_RANKING));
    }

    @Test
    void anOwnerThatIsRegisteredWhileWeBindIsDetected() throws Exception {
        AllServiceListener rival = event -> {
            if (event.getType() == ServiceEvent.REGISTERED) {
                register(other, new Object(), ForeignPaths.SLING_PATHS, GUIDES);
            }
        };
        other.addServiceListener(
                rival, "(&(objectClass=javax.servlet.Servlet)(" + ForeignPaths.SLING_PATHS + "=" + GUIDES + "))");

        open();

        assertEquals(Set.of(OURS), bound());
    }

    @Test
    void ownersThatComeAndGoConcurrentlyLeaveTheStateOfTheLastChange() throws Exception {
        open();
        CountDownLatch begin = new CountDownLatch(1);
        List<Thread> threads = Stream.generate(() -> new Thread(() -> comeAndGo(begin)))
                .limit(4)
                .toList();
        threads.forEach(Thread::start);
        begin.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(Set.of(OURS, GUIDES), bound());

        register(other, new Object(), ForeignPaths.SLING_PATHS, GUIDES);
        assertEquals(Set.of(OURS), bound());
    }

    private void comeAndGo(CountDownLatch begin) {
        try {
            begin.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
        for (int i = 0; i < 100; i++) {
            register(other, new Object(), ForeignPaths.SLING_PATHS, GUIDES).unregister();
        }
    }

    @Test
    void closingUnregistersAllServletsForGood() throws Exception {
        open();
        endpoints.close();
        register(other, new Object(), ForeignPaths.SLING_PATHS, GUIDES).unregister();

        assertEquals(Set.of(), bound());
    }

    private ServiceRegistration<?> registered(Map<String, Object> properties) {
        return other.registerService(Object.class, new Object(), properties(properties));
    }

    private static Hashtable<String, Object> properties(Map<String, Object> properties) {
        return new Hashtable<>(properties);
    }

    private ServiceReference<?> servlet(String path) throws InvalidSyntaxException {
        return own.getAllServiceReferences("javax.servlet.Servlet", "(" + ForeignPaths.SLING_PATHS + "=" + path + ")")[
                0];
    }

    private Set<String> bound() throws InvalidSyntaxException {
        ServiceReference<?>[] ours = own.getAllServiceReferences("javax.servlet.Servlet", null);
        return ours == null
                ? Set.of()
                : Set.copyOf(Arrays.stream(ours)
                        .map(each -> (String) each.getProperty(ForeignPaths.SLING_PATHS))
                        .toList());
    }
}
