package org.openguides.processing.internal.walk;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;

import org.apache.felix.cm.impl.Activator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.testing.OsgiFramework;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.cm.ConfigurationListener;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** With the configuration admin of the platforms. */
class ConfiguredPathsTest {

    private static final String[] NONE = {};
    private static final String[] DEFAULT_IGNORED = {"/content/dam/projects/translation_output"};

    @RegisterExtension
    final OsgiFramework osgi = new OsgiFramework();

    private final Activator admin = new Activator();
    private BundleContext bundle;
    private ConfigurationAdmin configurations;

    @BeforeEach
    void start() throws Exception {
        bundle = osgi.bundle("org.apache.felix.configadmin");
        admin.start(bundle);
        configurations = bundle.getService(bundle.getServiceReference(ConfigurationAdmin.class));
    }

    @AfterEach
    void stop() throws Exception {
        admin.stop(bundle);
    }

    private static PathsConfig config(String[] enabled, String[] ignored, boolean guides) {
        PathsConfig config = mock(PathsConfig.class);
        when(config.enabledPaths()).thenReturn(enabled);
        when(config.ignoredPaths()).thenReturn(ignored);
        when(config.guidesPaths()).thenReturn(guides);
        return config;
    }

    private ConfiguredPaths paths(String[] enabled, String[] ignored, boolean guides) {
        return new ConfiguredPaths(configurations, config(enabled, ignored, guides));
    }

    private ConfiguredPaths unconfigured() {
        return paths(NONE, DEFAULT_IGNORED, true);
    }

    private void configureGuides(Map<String, Object> properties) throws Exception {
        configure(ConfiguredPaths.GUIDES_PID, properties);
    }

    private void configure(String pid, Map<String, Object> properties) throws Exception {
        Dictionary<String, Object> table = new Hashtable<>(properties);
        configurations.getConfiguration(pid, "?").update(table);
    }

    @Test
    void unconfiguredTheContentRootsAreProcessed() throws Exception {
        ProcessedPaths paths = unconfigured().get();
        assertTrue(paths.includes("/content/dam/a.dita"));
        assertFalse(paths.includes("/content/docs/a.dita"));
        assertFalse(paths.mayIncludeBelow("/content/dam/projects/translation_output"));
        assertTrue(paths.includes("/content/dam/projects/a.dita"));

        configure(
                "org.openguides.processing.http",
                Map.of("contentRoots", new String[] {"/content/dam/en/", " /content/docs", "content", "/content/*"}));
        ProcessedPaths others = unconfigured().get();
        assertTrue(others.includes("/content/dam/en/a.dita"));
        assertTrue(others.includes("/content/docs/a.dita"));
        assertFalse(others.includes("/content/dam/a.dita"));
    }

    @Test
    void aListThatAConsoleHasEmptiedIsEmpty() {
        ProcessedPaths paths =
                paths(new String[] {""}, new String[] {" "}, true).get();
        assertTrue(paths.complaint().isEmpty());
        assertTrue(paths.includes("/content/dam/a.dita"));
    }

    @Test
    void whatIsConfiguredHereApplies() {
        ProcessedPaths paths = paths(new String[] {" /content/dam/docs "}, new String[] {"regex:.*/drafts"}, true)
                .get();
        assertTrue(paths.includes("/content/dam/docs/a.dita"));
        assertFalse(paths.includes("/content/dam/a.dita"));
        assertFalse(paths.includes("/content/dam/docs/drafts/a.dita"));
    }

    @Test
    void aChangeAppliesInPlace() {
        ConfiguredPaths configured = unconfigured();
        configured.modify(config(NONE, new String[] {"/content/dam/archive"}, true));
        assertFalse(configured.get().includes("/content/dam/archive/a.dita"));
        configured.modify(config(NONE, new String[] {"archive"}, true));
        assertTrue(configured.get().complaint().isPresent());
        configured.modify(config(NONE, NONE, true));
        assertTrue(configured.get().includes("/content/dam/archive/a.dita"));
    }

    @Test
    void theIgnoredPathsOfAemGuidesApplyToo() throws Exception {
        configureGuides(Map.of(ConfiguredPaths.GUIDES_IGNORED, new String[] {"/content/dam/archive/", ""}));

        ProcessedPaths paths =
                paths(NONE, new String[] {"/content/dam/drafts"}, true).get();
        assertFalse(paths.includes("/content/dam/archive/a.dita"));
        assertFalse(paths.includes("/content/dam/drafts/a.dita"));
        assertTrue(paths.includes("/content/dam/a.dita"));
        assertTrue(paths(NONE, NONE, false).get().includes("/content/dam/archive/a.dita"));
    }

    @Test
    void theEnabledPathsOfAemGuidesApplyWhereNoneAreConfiguredHere() throws Exception {
        configureGuides(Map.of(ConfiguredPaths.GUIDES_ENABLED, List.of("/content/dam/docs/", "regex:.*/manuals")));

        ProcessedPaths paths = unconfigured().get();
        assertTrue(paths.includes("/content/dam/docs/a.dita"));
        assertTrue(paths.includes("/content/dam/x/manuals/a.dita"));
        assertFalse(paths.includes("/content/dam/a.dita"));

        ProcessedPaths own =
                paths(new String[] {"/content/dam/own"}, NONE, true).get();
        assertTrue(own.includes("/content/dam/own/a.dita"));
        assertFalse(own.includes("/content/dam/docs/a.dita"));
    }

    @Test
    void changesOfOtherConfigurationsApplyAtOnce() throws Exception {
        ConfiguredPaths configured = unconfigured();
        bundle.registerService(ConfigurationListener.class, configured, null);
        assertTrue(configured.get().includes("/content/dam/archive/a.dita"));

        configureGuides(Map.of(ConfiguredPaths.GUIDES_IGNORED, "/content/dam/archive"));
        await().until(() -> !configured.get().includes("/content/dam/archive/a.dita"));

        configurations.getConfiguration(ConfiguredPaths.GUIDES_PID, "?").delete();
        await().until(() -> configured.get().includes("/content/dam/archive/a.dita"));

        configure("org.openguides.processing.http", Map.of("contentRoots", "/content/docs"));
        await().until(() -> configured.get().includes("/content/docs/a.dita"));
    }

    @Test
    void aWrongEntryLeavesEverythingOutAndIsTold() {
        ProcessedPaths paths =
                paths(NONE, new String[] {"content/dam/archive"}, true).get();

        assertFalse(paths.includes("/content/dam/a.dita"));
        assertEquals(
                "the configuration org.openguides.processing.paths is wrong, and no asset is processed until it is"
                        + " corrected: ignoredPaths: \"content/dam/archive\" does not begin with a slash: write an"
                        + " absolute path, or regex: and a regular expression",
                paths.complaint().orElseThrow());
    }

    @Test
    void aWrongEntryOfAemGuidesIsToldWithItsConfiguration() throws Exception {
        configureGuides(Map.of(ConfiguredPaths.GUIDES_IGNORED, "regex:("));

        String complaint = unconfigured().get().complaint().orElseThrow();
        assertTrue(
                complaint.startsWith("the configuration com.adobe.fmdita.config.ConfigManager is wrong,"), complaint);
        assertTrue(complaint.contains("ignored.post.processing.paths: \"regex:(\" is not a regular"), complaint);
        assertTrue(paths(NONE, DEFAULT_IGNORED, false).get().complaint().isEmpty());
    }
}
