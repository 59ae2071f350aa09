package org.openguides.processing.internal.metrics;

import javax.management.MBeanServer;
import javax.management.ObjectName;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.testing.ARun;
import org.openguides.processing.testing.Samples;
import org.openguides.processing.testing.SlingMetrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The text of the metrics, and their beans in JMX. */
class MetricsTextTest {

    @RegisterExtension
    final SlingMetrics sling = new SlingMetrics();

    private final Meters meters = new Meters(sling.service());
    private final List<Run> runs = new ArrayList<>();

    /** Fixed figures of an engine. */
    private static final EngineFigures FIGURES = new EngineFigures() {
        @Override
        public int queueDepth() {
            return 7;
        }

        @Override
        public int workers() {
            return 2;
        }

        @Override
        public int abandonedThreads() {
            return 1;
        }

        @Override
        public long retries() {
            return 5;
        }
    };

    private String text() {
        return new MetricsText(sling.context(), meters, FIGURES, () -> runs).text();
    }

    @Test
    void hasEveryMetricWithItsTypeFromTheBeginning() {
        Map<String, String> types = new TreeMap<>();
        Family.ALL.forEach(family -> types.put(family.name(), family.kind().type()));

        assertEquals(types, Samples.parse(text()).types());
    }

    @Test
    void namesFollowTheConventionsOfPrometheus() {
        for (Family family : Family.ALL) {
            assertEquals(family.kind() == Family.Kind.COUNTER, family.name().endsWith("_total"), family.name());
            assertTrue(family.help().endsWith("."), family.name());
        }
    }

    @Test
    void bucketsAreCumulativeAndDurationsAreInSeconds() {
        meters.took(EngineMetrics.Step.COMMIT, Duration.ofMillis(1).toNanos());
        meters.took(EngineMetrics.Step.COMMIT, Duration.ofMillis(80).toNanos());
        meters.took(EngineMetrics.Step.COMMIT, Duration.ofMinutes(1).toNanos());

        Samples samples = Samples.parse(text());
        assertEquals(1, samples.value("openguides_commit_seconds_bucket{le=\"0.001\"}"));
        assertEquals(1, samples.value("openguides_commit_seconds_bucket{le=\"0.025\"}"));
        assertEquals(2, samples.value("openguides_commit_seconds_bucket{le=\"0.1\"}"));
        assertEquals(2, samples.value("openguides_commit_seconds_bucket{le=\"30\"}"));
        assertEquals(3, samples.value("openguides_commit_seconds_bucket{le=\"+Inf\"}"));
        assertEquals(3, samples.value("openguides_commit_seconds_count"));
        assertEquals(60.081, samples.value("openguides_commit_seconds_sum"), 1e-9);
        assertEquals(0, samples.value("openguides_read_seconds_count"));
    }

    @Test
    void batchesAreCountedBySizeAndOutcome() {
        meters.committed(new Counts(97, 2, 1), 100);
        meters.committed(Counts.NONE, 301);

        Samples samples = Samples.parse(text());
        assertEquals(97, samples.value("openguides_assets_total{outcome=\"succeeded\"}"));
        assertEquals(2, samples.value("openguides_assets_total{outcome=\"failed\"}"));
        assertEquals(1, samples.value("openguides_assets_total{outcome=\"skipped\"}"));
        assertEquals(1, samples.value("openguides_batch_assets_bucket{le=\"100\"}"));
        assertEquals(1, samples.value("openguides_batch_assets_bucket{le=\"300\"}"));
        assertEquals(2, samples.value("openguides_batch_assets_bucket{le=\"+Inf\"}"));
        assertEquals(401, samples.value("openguides_batch_assets_sum"));
    }

    /** Codes come from processors of other bundles, too, which could make them of content. */
    @Test
    void codesOfOtherBundlesAddNoSeries() {
        int before = Samples.parse(text()).names().size();
        meters.failed("not-well-formed");
        meters.failed("acme-/content/dam/a.dita");
        meters.failed("acme-/content/dam/b.dita");

        Samples samples = Samples.parse(text());
        assertEquals(before, samples.names().size());
        assertEquals(1, samples.value("openguides_failures_total{reason=\"not-well-formed\"}"));
        assertEquals(2, samples.value("openguides_failures_total{reason=\"other\"}"));
    }

    @Test
    void throttledTimeIsInSecondsByReason() {
        meters.throttled(ThrottleReason.AUTHORS, Duration.ofMillis(1500).toNanos());

        Samples samples = Samples.parse(text());
        assertEquals(1.5, samples.value("openguides_throttled_seconds_total{reason=\"authors\"}"));
        assertEquals(0, samples.value("openguides_throttled_seconds_total{reason=\"storage\"}"));
    }

    @Test
    void figuresAndRunsAreThoseOfNow() {
        runs.add(ARun.called("a").in(RunState.RUNNING).build());
        runs.add(ARun.called("b").in(RunState.QUEUED).build());
        runs.add(ARun.called("c").in(RunState.QUEUED).build());
        meters.conflicted();

        Samples samples = Samples.parse(text());
        assertEquals(7, samples.value("openguides_queue_depth"));
        assertEquals(2, samples.value("openguides_workers"));
        assertEquals(1, samples.value("openguides_abandoned_threads"));
        assertEquals(5, samples.value("openguides_retries_total"));
        assertEquals(1, samples.value("openguides_conflicts_total"));
        assertEquals(1, samples.value("openguides_runs{state=\"running\"}"));
        assertEquals(2, samples.value("openguides_runs{state=\"waiting\"}"));
    }

    @Test
    void whileTheRepositoryIsAwayOnlyTheRunsAreMissing() {
        MetricsText text = new MetricsText(sling.context(), meters, FIGURES, () -> {
            throw new ProcessingException("the runs cannot be read");
        });

        Map<String, String> types = Samples.parse(text.text()).types();
        assertFalse(types.containsKey("openguides_runs"));
        assertEquals(Family.ALL.size() - 1, types.size());
    }

    @Test
    void labelsAndHelpAreEscaped() {
        Exposition text = new Exposition();
        Family odd = new Family("odd_total", Family.Kind.COUNTER, "Back\\slash\nand line.", "name");
        text.begin(odd);
        text.sample(odd, "a\"b\\c\nd", 0.5);

        assertEquals(
                "# HELP odd_total Back\\\\slash\\nand line.\n# TYPE odd_total counter\n"
                        + "odd_total{name=\"a\\\"b\\\\c\\nd\"} 0.5\n",
                text.toString());
        Samples.parse(text.toString());
    }

    @Test
    void everyValueIsInJmx() throws Exception {
        MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
        EngineGauges gauges = new EngineGauges(sling.context(), FIGURES);
        meters.committed(new Counts(3, 0, 0), 3);
        meters.failed("conflict");

        assertEquals(3L, beans.getAttribute(bean(beans, "openguides_assets_total.succeeded"), "Count"));
        assertEquals(1L, beans.getAttribute(bean(beans, "openguides_failures_total.conflict"), "Count"));
        assertEquals(1L, beans.getAttribute(bean(beans, "openguides_batch_assets_bucket.5"), "Count"));
        assertEquals(7, beans.getAttribute(bean(beans, "openguides_queue_depth"), "Value"));
        assertEquals(5L, beans.getAttribute(bean(beans, "openguides_retries_total"), "Value"));
        gauges.close();
        assertTrue(beans.queryNames(new ObjectName("*:type=Metrics,name=openguides_queue_depth"), null)
                .isEmpty());
    }

    private static ObjectName bean(MBeanServer beans, String name) throws Exception {
        return beans.queryNames(new ObjectName("*:type=Metrics,name=" + name), null).stream()
                .findFirst()
                .orElseThrow(() -> new AssertionError("no bean " + name));
    }
}
