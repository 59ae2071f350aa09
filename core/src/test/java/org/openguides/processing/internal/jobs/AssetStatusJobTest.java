package org.openguides.processing.internal.jobs;

import javax.jcr.Session;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionContext.ResultBuilder;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.settings.SlingSettingsService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.catalog.JcrCatalogs;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.engine.throttle.Foreground;
import org.openguides.processing.internal.engine.throttle.ThrottleSettings;
import org.openguides.processing.internal.engine.throttle.Throttles;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.status.StatusJob;
import org.openguides.processing.internal.status.StatusRequest;
import org.openguides.processing.internal.status.StatusState;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.testing.OakRepository;

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

/** Status jobs with a job system that only records jobs. */
class AssetStatusJobTest {

    private static final StatusRequest REQUEST =
            new StatusRequest(List.of("/content/dam"), List.of(), List.of(), "jane");

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final Deque<Map<String, Object>> added = new ArrayDeque<>();
    private final JobManager jobs = mock(JobManager.class);
    private SlingStatusJobs statusJobs;
    private AssetStatusJob underTest;

    @BeforeEach
    void start() {
        when(jobs.addJob(eq("org/openguides/processing/status"), any())).thenAnswer(call -> {
            added.add(call.getArgument(1));
            return mock(Job.class);
        });
        statusJobs = jobs(24);
        underTest = job(oak.sessions());
        oak.file("/content/dam/a", "x");
    }

    @Test
    void aQuestionGetsItsAnswer() {
        String id = statusJobs.start(REQUEST);
        assertEquals(StatusState.QUEUED, state(id));

        assertTrue(process(0));

        StatusJob job = statusJobs.find(id).orElseThrow();
        assertEquals(StatusState.SUCCEEDED, job.state());
        assertEquals("/content/dam/a", statusJobs.rows(job, path -> true).next().path());
        assertEquals(0, oak.openSessions());
    }

    @Test
    void nothingIsLeftBehindIfTheJobSystemRefuses() throws Exception {
        when(jobs.addJob(anyString(), any())).thenReturn(null);

        assertThrows(ProcessingException.class, () -> statusJobs.start(REQUEST));

        Session session = oak.login();
        assertFalse(session.getNode("/var/openguides/status")
                .getNodes()
                .nextNode()
                .getNodes()
                .nextNode()
                .getNodes()
                .nextNode()
                .hasNodes());
    }

    @Test
    void whatAStoppedServerHasBegunIsDeliveredAgain() {
        String id = statusJobs.start(REQUEST);
        underTest.stop();

        assertFalse(process(0));

        assertEquals(StatusState.COMPUTING, state(id));
    }

    @Test
    void whatAnActivationHasBegunTheNextOneInTheSameProcessFinishesAtOnce() {
        String id = statusJobs.start(REQUEST);
        underTest.stop();
        assertFalse(process(0));

        underTest = job(oak.sessions());
        assertTrue(process(1));

        assertEquals(StatusState.SUCCEEDED, state(id));
    }

    @Test
    void anErrorIsTriedAgainTwiceAndThenFailsTheJob() {
        String id = statusJobs.start(REQUEST);
        AtomicInteger opened = new AtomicInteger();
        ServiceSessions refusing = user -> {
            if (opened.incrementAndGet() % 3 == 2) { // after that which takes the job, before that which gives it up
                throw new IllegalStateException("the session of the rows");
            }
            return oak.sessions().open(user);
        };
        underTest = job(refusing);

        assertFalse(process(0));
        assertFalse(process(1));
        assertEquals(StatusState.COMPUTING, state(id));
        assertTrue(process(2));

        assertEquals(StatusState.FAILED, state(id));
    }

    @Test
    void whatHasExpiredIsNotFoundAndRemovedLater() {
        String id = statusJobs.start(REQUEST);

        assertEquals(Optional.empty(), jobs(-1).find(id));
        jobs(0).run();
        assertTrue(statusJobs.find(id).isPresent());
        jobs(-2).run();
        assertFalse(statusJobs.find(id).isPresent());
    }

    @Test
    void nothingIsFoundOrRemovedBeforeTheFirstJob() throws Exception {
        Session session = oak.login();
        session.getNode("/var/openguides/status").remove();
        session.save();

        statusJobs.run();

        assertEquals(Optional.empty(), statusJobs.find("x"));
    }

    private AssetStatusJob job(ServiceSessions sessions) {
        SlingSettingsService node = mock(SlingSettingsService.class);
        when(node.getSlingId()).thenReturn("this-node");
        ThrottleSettings throttle = mock(ThrottleSettings.class);
        when(throttle.get()).thenReturn(Throttles.OPEN);
        return new AssetStatusJob(
                sessions,
                new JcrCatalogs(),
                () -> ProcessedPaths.ALL,
                jobs,
                other -> false,
                node,
                throttle,
                Foreground.QUIET,
                EngineMetrics.NONE);
    }

    private SlingStatusJobs jobs(int hours) {
        StatusConfig config = mock(StatusConfig.class);
        when(config.keepHours()).thenReturn(hours);
        return new SlingStatusJobs(oak.sessions(), jobs, node -> false, new Retry(Retry.Policy.DEFAULT), config);
    }

    private StatusState state(String id) {
        return statusJobs.find(id).orElseThrow().state();
    }

    /** Delivers the job; returns whether it is finished. */
    private boolean process(int retries) {
        Map<String, Object> properties = added.element();
        Job job = mock(Job.class);
        when(job.getRetryCount()).thenReturn(retries);
        when(job.getProperty(anyString(), anyString()))
                .thenAnswer(call -> properties.getOrDefault(call.<String>getArgument(0), call.getArgument(1)));
        JobExecutionContext context = mock(JobExecutionContext.class);
        ResultBuilder builder = mock(ResultBuilder.class, RETURNS_SELF);
        JobExecutionResult succeeded = mock(JobExecutionResult.class);
        JobExecutionResult failed = mock(JobExecutionResult.class);
        when(builder.succeeded()).thenReturn(succeeded);
        when(builder.failed()).thenReturn(failed);
        when(context.result()).thenReturn(builder);
        return underTest.process(job, context) == succeeded;
    }
}
