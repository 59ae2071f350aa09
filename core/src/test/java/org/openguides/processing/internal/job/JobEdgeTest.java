package org.openguides.processing.internal.job;

import javax.jcr.Session;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionContext.ResultBuilder;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.event.jobs.consumer.JobExecutor;
import org.apache.sling.settings.SlingSettingsService;
import org.apache.sling.testing.mock.osgi.MockOsgi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.dita.Specialisations;
import org.openguides.processing.internal.foreground.Foreground;
import org.openguides.processing.internal.guides.GuidesSettingsTest;
import org.openguides.processing.internal.processor.AssetTypes;
import org.openguides.processing.internal.processor.ContentReader;
import org.openguides.processing.internal.run.AssetLinks;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.RETURNS_SELF;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** From a request to processed assets, with a job system that only remembers what it was given. */
class JobEdgeTest {

    private record Added(String topic, Map<String, Object> properties) {}

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final Deque<Added> added = new ArrayDeque<>();
    private final JobManager jobs = mock(JobManager.class);
    private Engine engine;
    private SlingRuns underTest;

    @BeforeEach
    void start() {
        when(jobs.addJob(anyString(), any())).thenAnswer(call -> {
            added.add(new Added(call.getArgument(0), call.getArgument(1)));
            return mock(Job.class);
        });
        SlingSettingsService settings = mock(SlingSettingsService.class);
        when(settings.getSlingId()).thenReturn("node-1");
        ProcessingConfig config = mock(ProcessingConfig.class);
        when(config.partitionSize()).thenReturn(2);
        when(config.partitionsInFlight()).thenReturn(8);
        when(config.batchSize()).thenReturn(10);
        when(config.batchSeconds()).thenReturn(5);
        when(config.leaseSeconds()).thenReturn(60);
        when(config.attempts()).thenReturn(3);
        when(config.assetSeconds()).thenReturn(60);
        when(config.errorWindow()).thenReturn(100);
        ContentReader reader = new ContentReader(Specialisations.of(List.of()));
        engine = new Engine(
                oak.sessions(),
                jobs,
                settings,
                new AssetTypes(reader),
                (run, session) -> (assets, doubtful) ->
                        Collections.nCopies(assets.size(), new AssetLinks.Links(List.of(), List.of())),
                new JcrCatalogs(),
                node -> false,
                List.of(Map.entry(Map.of(), ProcessedContent.processor(reader))),
                new Operators(Set.of()),
                new ThrottleSettings(ThrottleSettingsTest.config(0, 100, 250)),
                Foreground.QUIET,
                config,
                MockOsgi.newBundleContext());
        underTest = new SlingRuns(oak.sessions(), jobs, node -> false, GuidesSettingsTest.settings("auto"));
    }

    @Test
    void aRunGoesFromItsRequestToItsEnd() throws Exception {
        oak.file("/content/dam/a.dita", "<topic id='a'><title>A</title></topic>");
        oak.file("/content/dam/b.dita", "<topic id='b'>");
        oak.file("/content/dam/c.png", "png");
        String id = underTest.start(request("/content/dam"));
        assertEquals(Outcome.SUCCEEDED, deliver(0));
        Run run = underTest.find(id).orElseThrow();
        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals(new Counts(2, 1, 0), run.counts());
        assertEquals(List.of(run), underTest.newest(5, null));
        assertEquals(List.of(), underTest.newest(5, Instant.EPOCH));
        List<String> log = new RunLogAccess(oak.sessions()).page(id, 0, 100).lines();
        assertTrue(log.get(0).endsWith("Requested by admin"), log.get(0));
        assertTrue(log.get(1).endsWith("Path: /content/dam"), log.get(1));
        assertEquals(log.size(), run.logLines());
        assertEquals(0, oak.openSessions());
    }

    @Test
    void aRunSaysFromItsStartToItsEndWhatItDoesNotRepair() throws Exception {
        oak.file("/content/dam/a.dita", "<topic id='a'><title>A</title></topic>");
        SlingRuns beside = new SlingRuns(oak.sessions(), jobs, node -> false, GuidesSettingsTest.settings("own"));
        String id = beside.start(request("/content/dam"));
        Run started = beside.find(id).orElseThrow();
        assertEquals(GuidesProperties.OWN, started.guidesProperties());
        assertTrue(started.comment().contains("neither written nor repaired"), started.comment());

        assertEquals(Outcome.SUCCEEDED, deliver(0));
        Run ended = beside.find(id).orElseThrow();
        assertEquals(started.comment(), ended.comment());
        assertEquals(GuidesProperties.OWN, ended.guidesProperties());
        List<String> log = new RunLogAccess(oak.sessions()).page(id, 0, 100).lines();
        assertTrue(log.get(2).endsWith("Properties of AEM Guides: own (as configured)"), log.get(2));
        assertTrue(log.get(3).endsWith(started.comment()), log.get(3));
    }

    @Test
    void aRestartDecidesAnewWhatItMayWrite() throws Exception {
        SlingRuns beside = new SlingRuns(oak.sessions(), jobs, node -> false, GuidesSettingsTest.settings("own"));
        String id = beside.start(request("/content/dam"));
        deliver(0);
        String again = underTest.restart(id, false, "admin");

        assertEquals(GuidesProperties.OWN, underTest.find(id).orElseThrow().guidesProperties());
        assertEquals(GuidesProperties.WRITE, underTest.find(again).orElseThrow().guidesProperties());
        assertEquals("", underTest.find(again).orElseThrow().comment());
    }

    @Test
    void theLogTellsTheWholeRequest() {
        RunRequest request = new RunRequest(
                List.of("/content/dam/a", "/content/dam/b"),
                List.of("/content/dam/a/x"),
                new AssetFilter(Set.of(FileType.DITA_MAP), Instant.EPOCH, Instant.EPOCH, true),
                true,
                "jane",
                null);
        assertEquals(
                List.of(
                        "Requested by jane as a dry run",
                        "Path: /content/dam/a",
                        "Path: /content/dam/b",
                        "Excluded: /content/dam/a/x",
                        "Only of type: DITA maps",
                        "Only created from 1970-01-01T00:00:00Z",
                        "Only created until 1970-01-01T00:00:00Z",
                        "Only never processed, failed or changed since"),
                RequestLines.of(request));
    }

    @Test
    void anOverlappingRunIsRefusedUntilTheFirstHasEnded() throws Exception {
        oak.folder("/content/dam/a");
        underTest.start(request("/content/dam/a"));
        assertThrows(OverlapException.class, () -> underTest.start(request("/content/dam")));
        deliver(0);
        underTest.start(request("/content/dam"));
    }

    @Test
    void nothingIsLeftBehindIfTheJobSystemRefuses() throws Exception {
        when(jobs.addJob(anyString(), any())).thenReturn(null);
        assertThrows(ProcessingException.class, () -> underTest.start(request("/content/dam")));
        assertEquals(List.of(), underTest.newest(10, null));
        Session session = oak.login();
        assertFalse(session.getNode(Claims.ROOT).hasNodes());
    }

    @Test
    void aStoppedEngineHasItsJobsDeliveredAgain() throws Exception {
        oak.file("/content/dam/a.dita", "<topic id='a'/>");
        String id = underTest.start(request("/content/dam"));
        Session session = oak.login();
        RunStore.find(session, id).orElseThrow().seal(1, List.of("/content/dam/a.dita"));
        session.save();
        engine.stop();
        assertEquals(Outcome.FAILED, deliver(0));
        assertEquals(RunState.RUNNING, underTest.find(id).orElseThrow().state());
        Added partition = new Added(Topics.PARTITION, Topics.partition(id, "p00001"));
        assertEquals(Outcome.FAILED, process(new PartitionJob(engine), partition, 0));
    }

    @Test
    void anErrorIsTriedAgainTwiceAndThenFailsTheRun() throws Exception {
        String id = underTest.start(request("/content/dam"));
        Session session = oak.login();
        RunStore.find(session, id).orElseThrow().node().getNode("partitions").remove();
        session.save();
        Added job = added.removeFirst();
        assertEquals(Outcome.FAILED, process(new CoordinatorJob(engine), job, 0));
        assertEquals(Outcome.FAILED, process(new CoordinatorJob(engine), job, 1));
        assertEquals(Outcome.SUCCEEDED, process(new CoordinatorJob(engine), job, 2));
        assertEquals(RunState.FAILED, underTest.find(id).orElseThrow().state());
    }

    @Test
    void aWorkerInTroubleTellsTheRun() throws Exception {
        oak.file("/content/dam/a.dita", "<topic id='a'/>");
        String id = underTest.start(request("/content/dam"));
        Session session = oak.login();
        var run = RunStore.find(session, id).orElseThrow();
        run.apply(RunEvent.START, Instant.now(), "");
        run.seal(1, List.of("/content/dam/a.dita")).node().getNode("paths").remove();
        session.save();
        Added job = new Added(Topics.PARTITION, Topics.partition(id, "p00001"));
        assertEquals(Outcome.FAILED, process(new PartitionJob(engine), job, 0));
        assertEquals(Outcome.SUCCEEDED, process(new PartitionJob(engine), job, 2));
        session.refresh(false);
        assertEquals(
                "The repository could not be read or written, three times in a row; see the server's log, mend the cause"
                        + " and resume",
                RunStore.find(session, id).orElseThrow().failure());
    }

    @Test
    void aWaitingRunIsCancelledAtOnceAndCanBeResumed() throws Exception {
        oak.file("/content/dam/a.dita", "<topic id='a'/>");
        String id = underTest.start(request("/content/dam"));
        added.clear();
        Run cancelled = underTest.cancel(id, "jane");
        assertEquals(RunState.CANCELLED, cancelled.state());
        assertEquals("Cancelled by jane", cancelled.comment());
        assertEquals(cancelled, underTest.cancel(id, "joe"));
        String other = underTest.start(request("/content/dam"));
        assertThrows(OverlapException.class, () -> underTest.resume(id, "jane"));
        underTest.cancel(other, "jane");
        added.clear();

        assertEquals(RunState.QUEUED, underTest.resume(id, "jane").state());
        assertThrows(WrongStateException.class, () -> underTest.resume(id, "jane"));
        assertThrows(WrongStateException.class, () -> underTest.restart(id, false, "jane"));
        deliver(0);
        assertEquals(RunState.SUCCEEDED, underTest.find(id).orElseThrow().state());
        assertThrows(WrongStateException.class, () -> underTest.cancel(id, "jane"));
        String again = underTest.restart(id, false, "joe");
        Run restarted = underTest.find(again).orElseThrow();
        assertEquals(id, restarted.request().restartOf());
        assertEquals("joe", restarted.request().requestedBy());
    }

    @Test
    void aRunningRunIsToldToStop() throws Exception {
        String id = underTest.start(request("/content/dam"));
        Session session = oak.login();
        RunStore.find(session, id).orElseThrow().apply(RunEvent.START, Instant.now(), "");
        session.save();
        assertEquals(RunState.RUNNING, underTest.cancel(id, "jane").state());
        underTest.cancel(id, "joe");
        session.refresh(false);
        assertEquals("jane", RunStore.find(session, id).orElseThrow().cancelledBy());
    }

    @Test
    void aResumedRunThatNobodyTakesFailsAndCanBeResumedAgain() throws Exception {
        String id = underTest.start(request("/content/dam"));
        underTest.cancel(id, "jane");
        when(jobs.addJob(anyString(), any())).thenReturn(null);
        assertThrows(ProcessingException.class, () -> underTest.resume(id, "jane"));
        assertEquals(RunState.FAILED, underTest.find(id).orElseThrow().state());
    }

    @Test
    void aRepositoryThatRefusesFailsTheRunWhichGoesOnWhenItIsMended() throws Exception {
        files(5);
        String id = underTest.start(request("/content/dam"));
        when(jobs.addJob(eq(Topics.PARTITION), any())).thenAnswer(call -> {
            Added job = new Added(Topics.PARTITION, call.getArgument(1));
            if (job.properties().get(Topics.PARTITION_NAME).equals("p00002")) {
                oak.fillUp("content");
                assertEquals(Outcome.FAILED, process(new PartitionJob(engine), job, 0));
                assertEquals(Outcome.FAILED, process(new PartitionJob(engine), job, 1));
                assertEquals(Outcome.SUCCEEDED, process(new PartitionJob(engine), job, 2));
            } else {
                process(new PartitionJob(engine), job, 0);
            }
            return mock(Job.class);
        });
        assertEquals(Outcome.SUCCEEDED, process(new CoordinatorJob(engine), added.removeFirst(), 0));
        Run failed = underTest.find(id).orElseThrow();
        assertEquals(RunState.FAILED, failed.state());
        assertEquals(2, failed.counts().total());
        assertEquals(
                "The repository could not be read or written, three times in a row; see the server's log, mend the cause"
                        + " and resume",
                failed.comment());

        oak.makeRoom();
        underTest.resume(id, "jane");
        assertEquals(Outcome.SUCCEEDED, deliver(0));
        assertEquals(new Counts(5, 0, 0), underTest.find(id).orElseThrow().counts());
        assertEquals(0, oak.openSessions());
    }

    @Test
    void aJobThatCannotEvenBeFailedIsDeliveredUntilItIsDone() throws Exception {
        files(3);
        String id = underTest.start(request("/content/dam"));
        oak.fillUp("var");
        Added job = added.getFirst();
        for (int retries = 0; retries < 5; retries++) {
            assertEquals(Outcome.FAILED, process(new CoordinatorJob(engine), job, retries));
        }
        oak.makeRoom();
        assertEquals(Outcome.SUCCEEDED, deliver(5));
        assertEquals(new Counts(3, 0, 0), underTest.find(id).orElseThrow().counts());
    }

    @Test
    void anErrorOfTheJavaMachineDoesNotLoseTheJob() {
        Added job = new Added(Topics.RUN, Map.of());
        Engine broken = mock(Engine.class);
        when(broken.handover()).thenReturn(engine.handover());
        when(broken.coordinator()).thenThrow(new OutOfMemoryError("for a test"));
        assertEquals(Outcome.FAILED, process(new CoordinatorJob(broken), job, 0));
    }

    private void files(int count) {
        for (int i = 0; i < count; i++) {
            oak.file("/content/dam/" + i + ".dita", "<topic id='a'><title>A</title></topic>");
        }
    }

    private enum Outcome {
        SUCCEEDED,
        FAILED
    }

    private static RunRequest request(String path) {
        return new RunRequest(List.of(path), List.of(), AssetFilter.ALL, false, "admin", null);
    }

    /** Delivers the oldest job; if it is a run's, its partitions are delivered as soon as they are dispatched. */
    private Outcome deliver(int retries) throws Exception {
        Added job = added.removeFirst();
        when(jobs.addJob(eq(Topics.PARTITION), any())).thenAnswer(call -> {
            process(new PartitionJob(engine), new Added(Topics.PARTITION, call.getArgument(1)), 0);
            return mock(Job.class);
        });
        return process(new CoordinatorJob(engine), job, retries);
    }

    private static Outcome process(JobExecutor executor, Added added, int retries) {
        Job job = mock(Job.class);
        when(job.getRetryCount()).thenReturn(retries);
        when(job.getProperty(anyString(), anyString()))
                .thenAnswer(call -> added.properties().getOrDefault(call.<String>getArgument(0), call.getArgument(1)));
        JobExecutionContext context = mock(JobExecutionContext.class);
        ResultBuilder builder = mock(ResultBuilder.class, RETURNS_SELF);
        JobExecutionResult succeeded = mock(JobExecutionResult.class);
        JobExecutionResult failed = mock(JobExecutionResult.class);
        when(builder.succeeded()).thenReturn(succeeded);
        when(builder.failed()).thenReturn(failed);
        when(context.result()).thenReturn(builder);
        return executor.process(job, context) == succeeded ? Outcome.SUCCEEDED : Outcome.FAILED;
    }
}
