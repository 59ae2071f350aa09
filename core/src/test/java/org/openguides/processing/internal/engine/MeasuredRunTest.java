package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.engine.throttle.Throttle;
import org.openguides.processing.internal.metrics.EngineFigures;
import org.openguides.processing.internal.metrics.Meters;
import org.openguides.processing.internal.metrics.MetricsText;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.processor.LinkProcessor;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.Samples;
import org.openguides.processing.testing.SlingMetrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What a run reports to the metrics, and about its slowest assets. */
class MeasuredRunTest {

    private final TestEngine engine = new TestEngine();
    private final SlingMetrics sling = new SlingMetrics();
    private final Meters meters = new Meters(sling.service());

    MeasuredRunTest() {
        engine.metrics = meters;
    }

    @AfterEach
    void close() {
        sling.close();
        engine.oak.close();
    }

    private Samples samples() {
        EngineFigures figures = new EngineFigures() {
            @Override
            public int queueDepth() {
                return 0;
            }

            @Override
            public int workers() {
                return engine.threads.working();
            }

            @Override
            public int abandonedThreads() {
                return engine.threads.abandoned();
            }

            @Override
            public long retries() {
                return engine.retry.retries();
            }
        };
        return Samples.parse(new MetricsText(sling.context(), meters, figures, List::of).text());
    }

    private void run() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
    }

    @Test
    void stepsOutcomesReasonsAndBatches() throws Exception {
        engine.processor =
                ProcessedContent.processor(new ContentReader(Specialisations.of(List.of()), Long.MAX_VALUE, meters));
        engine.links = new LinkProcessor(new ProcessedContent(engine.oak).references());
        engine.files(8);
        engine.oak.file("/content/dam/broken.dita", "<topic id='b'>");
        engine.oak.file("/content/dam/readme.md", "# Read me");

        run();

        Samples samples = samples();
        assertEquals(9, samples.value("openguides_assets_total{outcome=\"succeeded\"}"));
        assertEquals(1, samples.value("openguides_assets_total{outcome=\"failed\"}"));
        assertEquals(1, samples.value("openguides_failures_total{reason=\"not-well-formed\"}"));
        assertEquals(10, samples.value("openguides_asset_seconds_count"));
        assertTrue(samples.value("openguides_read_seconds_count") >= 10);
        assertTrue(samples.value("openguides_read_seconds_sum") > 0);
        assertTrue(samples.value("openguides_parse_seconds_sum") > 0);
        assertEquals(1, samples.value("openguides_link_seconds_count"));
        assertTrue(samples.value("openguides_link_seconds_sum") > 0);
        // three batches are processed, one is linked
        assertEquals(4, samples.value("openguides_commit_seconds_count"));
        assertTrue(samples.value("openguides_commit_seconds_sum") > 0);
        assertEquals(4, samples.value("openguides_batch_assets_count"));
        assertEquals(20, samples.value("openguides_batch_assets_sum"));
        assertEquals(0, samples.value("openguides_conflicts_total"));
    }

    @Test
    void conflictsAndRetries() throws Exception {
        engine.files(3);
        engine.changes = List.of(new PropertyChange("fmUuid", "GUID-1"));
        engine.whenProcessed(
                0, () -> CompletableFuture.runAsync(() -> edit("a")).join());
        engine.whenProcessed(
                3, () -> CompletableFuture.runAsync(() -> edit("b")).join());

        run();

        Samples samples = samples();
        assertEquals(1, samples.value("openguides_conflicts_total"));
        assertEquals(1, samples.value("openguides_retries_total"));
        assertEquals(3, samples.value("openguides_assets_total{outcome=\"succeeded\"}"));
    }

    private void edit(String uuid) {
        try {
            Session author = engine.session();
            Node content = author.getNode(TestEngine.file(0) + "/jcr:content");
            content.addMixin(AssetState.MIXIN);
            content.setProperty("fmUuid", uuid);
            author.save();
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void throttledTimeOfEachReason() throws Exception {
        engine.files(10);
        FakeForeground foreground = new FakeForeground();
        engine.foreground = foreground;
        engine.throttle =
                () -> new Throttle(Duration.ofMillis(1), 100, 1, Duration.ofSeconds(1), Duration.ofSeconds(1), 2);
        engine.processor = asset -> {
            engine.clock.forward(Duration.ofMillis(1));
            return ItemResult.success(FileType.DITA_TOPIC);
        };
        run();
        assertTrue(throttled("configuration") > 0);
        assertEquals(0, throttled("authors") + throttled("requests"));

        foreground.asked = true;
        run();
        assertTrue(throttled("requests") > 0);
        assertEquals(0, throttled("authors"));

        double requests = throttled("requests");
        foreground.asked = false;
        foreground.written = true;
        run();
        assertTrue(throttled("authors") > 0);
        assertEquals(requests, throttled("requests"));
        for (ThrottleReason backend : List.of(ThrottleReason.STORAGE, ThrottleReason.DATABASE)) {
            Backoff backoff = new Backoff(engine.node());
            backoff.failed(backend, "");
            backoff.rest(Duration.ofMillis(1));
        }
        assertTrue(throttled("storage") > 0);
        assertTrue(throttled("database") > 0);
    }

    private double throttled(String reason) {
        return samples().value("openguides_throttled_seconds_total{reason=\"" + reason + "\"}");
    }

    @Test
    void theTenSlowestAssetsAreInTheLogSlowestFirst() throws Exception {
        engine.files(30);
        engine.processor = asset -> {
            int number = Integer.parseInt(asset.getName().substring(1, 4));
            engine.clock.forward(Duration.ofMillis(number % 2 == 0 ? number * 100L : 1));
            return ItemResult.success(FileType.DITA_TOPIC);
        };
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);

        List<String> log = engine.log(id);
        List<String> messages =
                log.stream().map(line -> line.substring(line.indexOf("] ") + 2)).toList();
        int heading = messages.indexOf("Slowest assets:");
        assertTrue(heading > 0, log::toString);
        assertEquals(
                List.of(
                        "/content/dam/f028.dita: 2.8 s",
                        "/content/dam/f026.dita: 2.6 s",
                        "/content/dam/f024.dita: 2.4 s"),
                messages.subList(heading + 1, heading + 4));
        assertEquals(
                10,
                messages.stream()
                        .filter(line -> line.endsWith(" s") && line.startsWith("/"))
                        .count());
    }

    @Test
    void aRunOfQuickAssetsNamesNone() throws Exception {
        engine.files(3);
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);

        assertTrue(engine.log(id).stream().noneMatch(line -> line.contains("Slowest")));
    }
}
