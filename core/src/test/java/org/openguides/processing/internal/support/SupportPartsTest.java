package org.openguides.processing.internal.support;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Hashtable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.sling.testing.mock.osgi.MockOsgi;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.engine.throttle.ThrottleSettings;
import org.openguides.processing.internal.engine.throttle.ThrottleSettingsTest;
import org.openguides.processing.internal.metrics.EngineFigures;
import org.openguides.processing.internal.metrics.Meters;
import org.openguides.processing.internal.metrics.MetricsText;
import org.openguides.processing.internal.observe.Nodes;
import org.openguides.processing.internal.observe.Suspects;
import org.openguides.processing.internal.observe.UnfinishedRuns;
import org.openguides.processing.testing.ARun;
import org.openguides.processing.testing.SlingMetrics;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;

/** The contents of single parts; SupportIT reads all of them from a server. */
class SupportPartsTest {

    private final BundleContext context = MockOsgi.newBundleContext();

    private static Map<String, String> files(SupportPart part) {
        Map<String, StringWriter> files = new LinkedHashMap<>();
        part.writeTo(name -> {
            StringWriter text = new StringWriter();
            files.put(name, text);
            return new PrintWriter(text);
        });
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach((name, text) -> texts.put(name, text.toString()));
        return texts;
    }

    @Test
    void configurationsAreOursAndTellNoSecret() throws Exception {
        ConfigurationAdmin admin = context.getService(context.getServiceReference(ConfigurationAdmin.class));
        configure(admin, "org.openguides.processing.hooks", "secret", "x1y2", "urls", new String[] {
            "https://jane:x1y2@hooks.example/", "https://other.example/"
        });
        configure(admin, "org.openguides.processing.engine", "batchSize", 50);
        configure(admin, "com.acme.other", "password", "x1y2", "visible", "no");

        String text = files(new ConfigurationPart(admin)).get("configuration.txt");

        assertTrue(text.contains("org.openguides.processing.hooks"), text);
        assertTrue(text.contains("  secret = ***"), text);
        assertTrue(text.contains("[https://***@hooks.example/, https://other.example/]"), text);
        assertTrue(text.contains("  batchSize = 50"), text);
        assertFalse(text.contains("com.acme"), text);
        assertFalse(text.contains("x1y2"), text);
    }

    private static void configure(ConfigurationAdmin admin, String pid, Object... properties) throws Exception {
        Hashtable<String, Object> all = new Hashtable<>();
        for (int i = 0; i < properties.length; i += 2) {
            all.put((String) properties[i], properties[i + 1]);
        }
        Configuration configuration = admin.getConfiguration(pid, null);
        configuration.update(all);
    }

    @Test
    void theEnvironmentHasTheVersionsTheMemoryAndTheNodes() {
        Nodes nodes = () -> List.of(new Nodes.ClusterNode("id-1", "author-1", true));

        String text = files(new EnvironmentPart(context, nodes)).get("environment.txt");

        assertTrue(text.contains("Java " + System.getProperty("java.version")), text);
        assertTrue(text.contains("Heap "), text);
        assertTrue(text.contains("Node author-1 id-1 (this)"), text);
    }

    @Test
    void theStatusHasRunsOwnersQuarantineThrottleWorkersAndMetrics() {
        try (SlingMetrics sling = new SlingMetrics()) {
            Run run = ARun.called("run-1")
                    .in(RunState.RUNNING)
                    .throttledBy(ThrottleReason.AUTHORS)
                    .workedOnBy(new Run.NodeWork("author-1", 12, null))
                    .build();
            EngineFigures figures = mock(EngineFigures.class);
            StatusText status = new StatusText(
                    () -> List.of(run),
                    new SomeSuspects(),
                    new ThrottleSettings(ThrottleSettingsTest.config(7, 100, 250)),
                    figures,
                    new MetricsText(sling.context(), new Meters(sling.service()), figures, () -> List.of(run)));

            String text = files(new StatusPart(status)).get("status.txt");

            for (String told : List.of(
                    "run-1 RUNNING",
                    "throttled by AUTHORS",
                    "node author-1: 12 assets",
                    "Suspects, at which servers have died: 1\n  /content/dam/deadly.dita",
                    "pause=PT0.007S",
                    "Workers: 0, abandoned threads: 0",
                    Thread.currentThread().getName() + ": RUNNABLE",
                    "openguides_runs{state=\"running\"} 1")) {
                assertTrue(text.contains(told), told + " in " + text);
            }
        }
    }

    @Test
    void whileTheRepositoryIsAwayTheStatusTellsTheRest() {
        try (SlingMetrics sling = new SlingMetrics()) {
            UnfinishedRuns away = () -> {
                throw new ProcessingException("the runs cannot be read");
            };
            EngineFigures figures = mock(EngineFigures.class);
            StatusText status = new StatusText(
                    away,
                    new SomeSuspects(),
                    new ThrottleSettings(ThrottleSettingsTest.config(7, 100, 250)),
                    figures,
                    new MetricsText(sling.context(), new Meters(sling.service()), figures, away));

            String text = files(new StatusPart(status)).get("status.txt");

            assertTrue(text.startsWith("The repository does not answer: the runs cannot be read"), text);
            assertTrue(text.contains("Workers: 0"), text);
            assertTrue(text.contains("openguides_build_info"), text);
        }
    }

    /** One suspect. */
    private static final class SomeSuspects implements Suspects {
        @Override
        public List<String> list() {
            return List.of("/content/dam/deadly.dita");
        }

        @Override
        public void forget() {
            throw new UnsupportedOperationException();
        }
    }

    @Test
    void theThreadsAreOurs() {
        String text = files(new ThreadsPart()).get("threads.txt");

        assertTrue(text.contains(Thread.currentThread().getName() + ": RUNNABLE"), text);
        assertTrue(text.contains("theThreadsAreOurs"), text);
        assertFalse(text.contains("Finalizer"), text);
    }
}
