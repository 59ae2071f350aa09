package org.openguides.processing.internal.jobs;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.sling.settings.SlingSettingsService;
import org.apache.sling.testing.mock.osgi.MockOsgi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.engine.AssetNodeProcessor;
import org.openguides.processing.internal.engine.EngineListener;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.engine.RunOutbox;
import org.openguides.processing.internal.engine.throttle.Foreground;
import org.openguides.processing.internal.engine.throttle.ThrottleSettings;
import org.openguides.processing.internal.engine.throttle.ThrottleSettingsTest;
import org.openguides.processing.internal.guides.GuidesSettingsTest;
import org.openguides.processing.internal.processor.AssetTypes;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;

import static org.awaitility.Awaitility.await;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** An engine on a real Oak whose jobs of all topics are delivered by queues in memory. */
abstract class JobEdgeFixture {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    final JobQueues jobs = new JobQueues();
    final ProcessingConfig config = mock(ProcessingConfig.class);
    /** Receives what the engine, when it is activated, tells of commits. */
    EngineListener listener = EngineListener.NONE;

    /** Deliveries of jobs for runs. */
    final AtomicInteger coordinatorJobs = new AtomicInteger();

    /** Jobs for partitions that have ended. */
    final AtomicInteger partitionJobs = new AtomicInteger();

    /** Assets that are processed now, and at most. */
    private final AtomicInteger atOnce = new AtomicInteger();

    final AtomicInteger mostAtOnce = new AtomicInteger();
    Engine engine;
    SlingRuns underTest;

    @BeforeEach
    void start() {
        when(config.partitionSize()).thenReturn(2);
        when(config.batchSize()).thenReturn(10);
        when(config.batchSeconds()).thenReturn(5);
        when(config.workers()).thenReturn(2);
        when(config.turnSeconds()).thenReturn(2);
        when(config.leaseSeconds()).thenReturn(60);
        when(config.attempts()).thenReturn(3);
        when(config.assetSeconds()).thenReturn(60);
        when(config.stepSeconds()).thenReturn(60);
        when(config.commitSeconds()).thenReturn(60);
        when(config.abandonedThreads()).thenReturn(4);
        when(config.failingSeconds()).thenReturn(180);
        when(config.catalogSeconds()).thenReturn(60);
        when(config.storageSeconds()).thenReturn(60);
        when(config.laterSeconds()).thenReturn(60);
        when(config.errorWindow()).thenReturn(100);
        activate();
        underTest = runs("auto");
    }

    final void activate() {
        SlingSettingsService settings = mock(SlingSettingsService.class);
        when(settings.getSlingId()).thenReturn("node-1");
        ContentReader reader = new ContentReader(Specialisations.of(List.of()));
        Processors processors = new Processors();
        processors.bind(counted((AssetNodeProcessor) ProcessedContent.processor(reader)), Map.of());
        engine = new Engine(
                new NodePlatform(
                        oak.sessions(),
                        jobs.manager(),
                        settings,
                        node -> false,
                        new Retry(Retry.Policy.DEFAULT),
                        EngineMetrics.NONE,
                        listener,
                        RunOutbox.NONE,
                        MockOsgi.newBundleContext()),
                new AssetServices(
                        new AssetTypes(reader),
                        (run, session) -> (assets, doubtful) ->
                                Collections.nCopies(assets.size(), new AssetLinks.Links(List.of(), List.of())),
                        new JcrCatalogs(),
                        processors,
                        new Operators(Set.of()),
                        () -> ProcessedPaths.ALL),
                new ThrottleSettings(ThrottleSettingsTest.config(0, 100, 250)),
                Foreground.QUIET,
                config);
        registerExecutors();
    }

    private void registerExecutors() {
        CoordinatorJob coordinator = new CoordinatorJob(engine);
        jobs.register(Topics.RUN, (job, context) -> {
            coordinatorJobs.incrementAndGet();
            return coordinator.process(job, context);
        });
        jobs.register(Topics.SELECTION, new SelectionJob(engine));
        PartitionJob partitions = new PartitionJob(engine);
        jobs.register(Topics.PARTITION, (job, context) -> {
            try {
                return partitions.process(job, context);
            } finally {
                partitionJobs.incrementAndGet();
            }
        });
    }

    private AssetNodeProcessor counted(AssetNodeProcessor processor) {
        return (asset, mode, visible) -> {
            mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
            try {
                return processor.process(asset, mode, visible);
            } finally {
                atOnce.decrementAndGet();
            }
        };
    }

    final SlingRuns runs(String guidesProperties) {
        return new SlingRuns(
                oak.sessions(),
                jobs.manager(),
                node -> false,
                new Operators(Set.of()),
                GuidesSettingsTest.settings(guidesProperties),
                () -> ProcessedPaths.ALL,
                new Retry(Retry.Policy.DEFAULT),
                RunOutbox.NONE);
    }

    @AfterEach
    void nothingIsLeftBehind() {
        engine.stop();
        jobs.close();
        await().until(() -> oak.openSessions() == 0);
    }

    final void files(int count) {
        for (int i = 0; i < count; i++) {
            oak.file("/content/dam/" + i + ".dita", "<topic id='a'><title>A</title></topic>");
        }
    }

    static RunRequest request(String path) {
        return RunRequest.of(List.of(path), "admin").build();
    }

    final Run ended(String id) {
        await().atMost(java.time.Duration.ofMinutes(1))
                .until(() -> underTest.find(id).orElseThrow().state().isEnded());
        return underTest.find(id).orElseThrow();
    }
}
