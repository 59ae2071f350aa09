package org.openguides.processing.internal.jobs;

import javax.jcr.Session;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.apache.sling.settings.SlingSettingsService;
import org.apache.sling.testing.mock.osgi.MockOsgi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.engine.EngineListener;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.engine.RunOutbox;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.throttle.Foreground;
import org.openguides.processing.internal.engine.throttle.ThrottleSettings;
import org.openguides.processing.internal.engine.throttle.ThrottleSettingsTest;
import org.openguides.processing.internal.guides.GuidesSettingsTest;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.store.DeadlyAssets;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.testing.OakRepository;
import org.osgi.framework.BundleContext;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/**
 * State of the repository after an engine stopped while a worker processed an asset, and removal of suspects by an
 * operator.
 */
class EngineStopTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final JobQueues jobs = new JobQueues();
    private final CountDownLatch inHand = new CountDownLatch(1);
    private final CountDownLatch held = new CountDownLatch(1);
    private final BundleContext bundle = MockOsgi.newBundleContext();
    private Engine engine;

    @BeforeEach
    void start() {
        ProcessingConfig config =
                mock(ProcessingConfig.class, call -> call.getMethod().getDefaultValue());
        SlingSettingsService settings = mock(SlingSettingsService.class);
        when(settings.getSlingId()).thenReturn("node-1");
        Processors processors = new Processors();
        processors.bind(
                asset -> {
                    inHand.countDown();
                    awaitRelease();
                    return ItemResult.success(FileType.OTHERS);
                },
                Map.of());
        engine = new Engine(
                new NodePlatform(
                        oak.sessions(),
                        jobs.manager(),
                        settings,
                        node -> false,
                        new Retry(Retry.Policy.DEFAULT),
                        EngineMetrics.NONE,
                        EngineListener.NONE,
                        RunOutbox.NONE,
                        bundle),
                new AssetServices(
                        asset -> FileType.OTHERS,
                        (run, session) -> (assets, doubtful) ->
                                Collections.nCopies(assets.size(), new AssetLinks.Links(List.of(), List.of())),
                        new JcrCatalogs(),
                        processors,
                        new Operators(Set.of()),
                        () -> ProcessedPaths.ALL),
                new ThrottleSettings(ThrottleSettingsTest.config(0, 100, 250)),
                Foreground.QUIET,
                config);
        jobs.register(Topics.RUN, new CoordinatorJob(engine));
        jobs.register(Topics.SELECTION, new SelectionJob(engine));
        jobs.register(Topics.PARTITION, new PartitionJob(engine));
    }

    @AfterEach
    void nothingIsLeftBehind() {
        held.countDown();
        engine.stop();
        jobs.close();
        await().until(() -> oak.openSessions() == 0);
        assertEquals(
                List.of(),
                Thread.getAllStackTraces().keySet().stream()
                        .map(Thread::getName)
                        .filter(Coordinations.THREAD::equals)
                        .toList());
    }

    @Test
    void anAssetThatIsInHandWhenTheEngineStopsIsNotBlamedAndItsPartitionIsGivenBack() throws Exception {
        oak.file("/content/dam/a.dita", "<topic id='a'/>");
        String id = startRun();
        inHand.await();
        String[] before = notes();
        jobs.pause();

        engine.stop(Duration.ofMillis(50));

        assertEquals(1, before.length, "the asset in hand is noted");
        assertEquals(0, notes().length);
        Session session = oak.login();
        assertEquals(
                "READY",
                RunStore.find(session, id)
                        .orElseThrow()
                        .partition("p00001")
                        .orElseThrow()
                        .state()
                        .name());
        session.logout();
    }

    @Test
    void theFiguresShowWorkInProgressAndAbandonedThreads() throws Exception {
        oak.file("/content/dam/a.dita", "<topic id='a'/>");
        startRun();
        inHand.await();
        NodeFigures figures = new NodeFigures(engine);
        await().until(() -> figures.workers() == 1 && figures.queueDepth() == 1);
        assertEquals(0, figures.abandonedThreads());
        jobs.pause();

        engine.stop(Duration.ofMillis(50));

        await().until(() -> figures.abandonedThreads() == 1);
        assertEquals(0, figures.workers());
        assertEquals(0, figures.queueDepth());
    }

    private String startRun() throws Exception {
        return new SlingRuns(
                        oak.sessions(),
                        jobs.manager(),
                        node -> false,
                        new Operators(Set.of()),
                        GuidesSettingsTest.settings("auto"),
                        () -> ProcessedPaths.ALL,
                        new Retry(Retry.Policy.DEFAULT),
                        RunOutbox.NONE)
                .start(RunRequest.of(List.of("/content/dam"), "admin").build());
    }

    @Test
    void suspectsAreListedAndForgotten() throws Exception {
        Session session = oak.login();
        DeadlyAssets.add(session, new DeadlyAssets.Content("/content/dam/b", "r", "1"), 2);
        DeadlyAssets.add(session, new DeadlyAssets.Content("/content/dam/a", "r", "1"), 1);
        session.save();
        SuspectAssets underTest = new SuspectAssets(engine);
        assertEquals(List.of("/content/dam/a", "/content/dam/b"), underTest.list());
        underTest.forget();
        assertEquals(List.of(), underTest.list());
        session.logout();
    }

    private String[] notes() {
        return bundle.getDataFile("suspects-" + bundle.getBundle().getVersion())
                .list((folder, name) -> name.startsWith("in-hand-"));
    }

    private void awaitRelease() {
        try {
            held.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
