package org.openguides.processing.internal.http;

import javax.servlet.Servlet;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import com.google.gson.JsonParser;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.apache.sling.testing.mock.sling.junit5.SlingContext;
import org.apache.sling.testing.mock.sling.junit5.SlingContextExtension;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.RunFindings;
import org.openguides.processing.api.Runs;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.metrics.MetricsText;
import org.openguides.processing.internal.observe.Checks;
import org.openguides.processing.internal.observe.Finding;
import org.openguides.processing.internal.observe.Nodes;
import org.openguides.processing.internal.reference.ReferenceReader;
import org.openguides.processing.internal.runlog.RunLogArchive;
import org.openguides.processing.internal.runlog.RunLogReader;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.status.AssetStatusReader;
import org.openguides.processing.internal.status.StatusJobs;
import org.openguides.processing.internal.support.SupportBundle;
import org.osgi.framework.ServiceReference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

/** The paths at which endpoints are registered. */
@ExtendWith(SlingContextExtension.class)
class EndpointsTest {

    /** All servlets of the bundle. */
    private static final List<Class<?>> SERVLETS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests()).importPackagesOf(ApiServlet.class).stream()
                    .filter(type -> type.isAssignableTo(ApiServlet.class)
                            && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                    .<Class<?>>map(JavaClass::reflect)
                    .toList();

    /** All paths of the OpenAPI description. */
    private static final Set<String> PATHS = JsonParser.parseString(OpenApiServlet.document())
            .getAsJsonObject()
            .getAsJsonObject("paths")
            .keySet();

    private final SlingContext context = new SlingContext();

    @BeforeEach
    void services() {
        context.registerService(Runs.class, new FakeRuns());
        context.registerService(RunFindings.class, mock(RunFindings.class));
        context.registerInjectActivateService(UserLimits.class);
        context.registerService(ServiceSessions.class, mock(ServiceSessions.class));
        context.registerService(RunLogReader.class, new FakeLogs());
        context.registerService(RunLogArchive.class, mock(RunLogArchive.class));
        context.registerService(StatusJobs.class, mock(StatusJobs.class));
        context.registerService(ReferenceReader.class, mock(ReferenceReader.class));
        context.registerService(AssetStatusReader.class, mock(AssetStatusReader.class));
        context.registerService(Catalogs.class, new JcrCatalogs());
        context.registerService(Nodes.class, List::of);
        context.registerInjectActivateService(Checks.class);
        context.registerService(MetricsText.class, mock(MetricsText.class));
        context.registerService(SupportBundle.class, mock(SupportBundle.class));
    }

    private void activate(Map<String, Object> configuration) {
        context.registerInjectActivateService(Operators.class);
        context.registerInjectActivateService(ApiSettings.class, configuration);
        SERVLETS.forEach(context::registerInjectActivateService);
    }

    @Test
    void everyServletIsBoundBelowTheBasePath() throws Exception {
        activate(Map.of());
        context.registerInjectActivateService(Endpoints.class);

        assertEquals(PATHS, boundBelow("/bin/guides/v1"));
        assertEquals(PATHS, boundBelow("/bin/openguides/v1"));
    }

    @Test
    void authenticationIsLeftToThePlatform() throws Exception {
        activate(Map.of());
        context.registerInjectActivateService(Endpoints.class);

        for (ServiceReference<?> servlet : servlets()) {
            assertNull(servlet.getProperty("sling.auth.requirements"));
        }
    }

    @Test
    void oneConfiguredPropertyMovesAllServletsExceptAtOurOwnPaths() throws Exception {
        activate(Map.of("basePath", "/bin/other"));
        context.registerInjectActivateService(Endpoints.class);

        assertEquals(PATHS, boundBelow("/bin/other"));
        assertEquals(PATHS, boundBelow("/bin/openguides/v1"));
        assertEquals(2 * PATHS.size(), servlets().length);
    }

    @Test
    void theBasePathMayBeOursAlone() throws Exception {
        activate(Map.of("basePath", "/bin/openguides/v1"));
        context.registerInjectActivateService(Endpoints.class);

        assertEquals(PATHS, boundBelow("/bin/openguides/v1"));
        assertEquals(PATHS.size(), servlets().length);
    }

    @Test
    void aServletThatIsRegisteredLaterIsBoundToo() throws Exception {
        context.registerInjectActivateService(Operators.class);
        context.registerInjectActivateService(ApiSettings.class);
        context.registerInjectActivateService(Endpoints.class);
        assertEquals(Set.of(), boundBelow("/bin/guides/v1"));

        context.registerInjectActivateService(StatusServlet.class);
        assertEquals(Set.of("/assets/process/status"), boundBelow("/bin/guides/v1"));
    }

    @Test
    void theEndpointsCanBeDisabled() throws Exception {
        activate(Map.of("enabled", false));
        context.registerInjectActivateService(Endpoints.class);

        assertEquals(0, servlets().length);
        assertEquals(List.of(Finding.ok("0 paths")), check());
    }

    @Test
    void closingUnregistersAllServlets() throws Exception {
        activate(Map.of());
        context.registerInjectActivateService(Endpoints.class).close();

        assertEquals(0, servlets().length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "bin/guides", "/bin/guides/", "/", "/bin/../guides", "/bin/(a)", "/bin/a b", "/bin/\"x"})
    void anInvalidBasePathIsRejectedWithItsName(String basePath) {
        Exception refused = assertThrows(
                IllegalArgumentException.class,
                () -> new ApiSettings(basePath, true, List.of(), new Operators(Set.of()), 1, user -> Optional.empty()));
        assertTrue(refused.getMessage().startsWith("basePath of org.openguides.processing.http "));
    }

    @Test
    void aSoleOwnerIsHealthy() {
        activate(Map.of());
        context.registerInjectActivateService(Endpoints.class);

        assertEquals(List.of(Finding.ok(2 * PATHS.size() + " paths")), check());
    }

    private List<Finding> check() {
        return context.registerInjectActivateService(EndpointOwnersCheck.class).look();
    }

    private Set<String> boundBelow(String base) throws Exception {
        Set<String> paths = new TreeSet<>();
        Arrays.stream(servlets())
                .map(servlet -> (String) servlet.getProperty(ForeignPaths.SLING_PATHS))
                .filter(path -> path.startsWith(base))
                .forEach(path -> paths.add(path.substring(base.length())));
        return paths;
    }

    private ServiceReference<?>[] servlets() throws Exception {
        ServiceReference<?>[] all = context.bundleContext()
                .getServiceReferences(Servlet.class.getName(), "(" + ForeignPaths.SLING_PATHS + "=*)");
        return all == null ? new ServiceReference<?>[0] : all;
    }
}
