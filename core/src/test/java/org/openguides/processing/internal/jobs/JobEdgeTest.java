package org.openguides.processing.internal.jobs;

import javax.jcr.Session;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.RestartScope;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.store.RunStore;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.when;

/** From a request to processed assets, by jobs of all topics. */
class JobEdgeTest extends JobEdgeFixture {

    @Test
    void aRunGoesFromItsRequestToItsEnd() throws Exception {
        oak.file("/content/dam/a.dita", "<topic id='a'><title>A</title></topic>");
        oak.file("/content/dam/b.dita", "<topic id='b'>");
        oak.file("/content/dam/c.png", "png");
        String id = underTest.start(request("/content/dam"));
        Run run = ended(id);
        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals(new Counts(2, 1, 0), run.counts());
        assertEquals(List.of(run), underTest.newest(5, null, each -> true).runs());
        assertEquals(List.of(), underTest.newest(5, Instant.EPOCH, each -> true).runs());
        List<String> log = new RunLogAccess(oak.sessions()).page(id, 0, 100).lines();
        assertTrue(log.get(0).endsWith("Requested by admin"), log.get(0));
        assertTrue(log.get(1).endsWith("Path: /content/dam"), log.get(1));
        assertEquals(log.size(), run.logLines());
        await().until(() -> jobs.size() == 0);
    }

    @Test
    void aRunSaysFromItsStartToItsEndWhatItDoesNotRepair() throws Exception {
        oak.file("/content/dam/a.dita", "<topic id='a'><title>A</title></topic>");
        jobs.pause();
        String id = runs("own").start(request("/content/dam"));
        Run started = underTest.find(id).orElseThrow();
        assertEquals(GuidesProperties.OWN, started.guidesProperties());
        assertTrue(started.comment().contains("neither written nor repaired"), started.comment());

        jobs.resume();
        Run run = ended(id);
        assertEquals(started.comment(), run.comment());
        assertEquals(GuidesProperties.OWN, run.guidesProperties());
        List<String> log = new RunLogAccess(oak.sessions()).page(id, 0, 100).lines();
        assertTrue(log.get(2).endsWith("Properties of AEM Guides: own (as configured)"), log.get(2));
        assertTrue(log.get(3).endsWith(started.comment()), log.get(3));
    }

    @Test
    void aRestartDecidesAnewWhatItMayWrite() throws Exception {
        String id = runs("own").start(request("/content/dam"));
        ended(id);
        String again = underTest.restart(id, RestartScope.ALL, "admin");
        assertEquals(GuidesProperties.OWN, underTest.find(id).orElseThrow().guidesProperties());
        assertEquals(GuidesProperties.WRITE, ended(again).guidesProperties());
        assertEquals("", underTest.find(again).orElseThrow().comment());
    }

    @Test
    void anOverlappingRunIsRefusedUntilTheFirstHasEnded() throws Exception {
        oak.folder("/content/dam/a");
        jobs.pause();
        String id = underTest.start(request("/content/dam/a"));
        assertThrows(OverlapException.class, () -> underTest.start(request("/content/dam")));
        jobs.resume();
        ended(id);
        ended(underTest.start(request("/content/dam")));
    }

    /** A recorded run is accepted: a sweep adds the job. */
    @Test
    void aRunThatTheJobSystemRefusesWaitsForTheNextSweep() throws Exception {
        jobs.accept(topic -> false);
        String id = underTest.start(request("/content/dam"));
        assertEquals(RunState.QUEUED, underTest.find(id).orElseThrow().state());
        underTest.cancel(id, "jane");
        assertEquals(RunState.QUEUED, underTest.resume(id, "jane").state());
        jobs.accept(topic -> true);
        jobs.manager().addJob(Topics.RUN, Topics.run(id));
        assertEquals(RunState.SUCCEEDED, ended(id).state());
    }

    @Test
    void theRunsOfAStoppedEngineGoOnInTheNextOneAndNothingCountsAsADeath() throws Exception {
        files(9);
        when(config.attempts()).thenReturn(2);
        jobs.accept(topic -> !topic.equals(Topics.PARTITION));
        String id = underTest.start(request("/content/dam"));
        for (int activation = 0; activation < 5; activation++) {
            await().until(() -> underTest.find(id).orElseThrow().state() == RunState.RUNNING
                    && engine.coordinations().runs().contains(id)
                    && isOwned(id));
            jobs.pause();
            engine.stop();
            activate();
            jobs.resume();
        }
        jobs.accept(topic -> true);
        Run run = ended(id);
        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals(new Counts(9, 0, 0), run.counts());
    }

    /** It was begun before the engine stopped, and its coordinator did not look any more. */
    @Test
    void aJobThatComesWhileTheEngineStopsIsDeliveredAgain() throws Exception {
        files(1);
        engine.coordinations().close();
        String id = underTest.start(request("/content/dam"));
        await().until(() -> coordinatorJobs.get() > 1);

        engine.stop();
        activate();

        assertEquals(RunState.SUCCEEDED, ended(id).state());
    }

    private boolean isOwned(String id) throws Exception {
        Session session = oak.login();
        try {
            return RunStore.find(session, id)
                    .orElseThrow()
                    .owner()
                    .equals(engine.node().ownership().owner().id());
        } finally {
            session.logout();
        }
    }

    @Test
    void aRunWhoseRecordIsDamagedFails() throws Exception {
        when(config.failingSeconds()).thenReturn(0);
        engine.stop();
        activate();
        jobs.pause();
        String id = underTest.start(request("/content/dam"));
        Session session = oak.login();
        RunStore.find(session, id).orElseThrow().node().getProperty("paths").remove();
        session.save();
        session.logout();
        jobs.resume();
        await().until(() -> jobs.size() == 0);
        Session after = oak.login();
        assertEquals(RunState.FAILED, RunStore.find(after, id).orElseThrow().state());
        after.logout();
    }

    /** A worker of this node cannot read its partition: the coordinator on another node has to decide. */
    @Test
    void aWorkerInTroubleNotesItOnThePartition() throws Exception {
        oak.file("/content/dam/a.dita", "<topic id='a'/>");
        jobs.pause();
        String id = underTest.start(request("/content/dam"));
        Session session = oak.login();
        var run = RunStore.find(session, id).orElseThrow();
        run.apply(RunEvent.START, Instant.now(), "");
        run.seal(1, List.of("/content/dam/a.dita")).node().getNode("paths").remove();
        session.save();
        jobs.register(Topics.RUN, new JobExecutorThatSucceeds());
        jobs.manager().addJob(Topics.PARTITION, Topics.partition(id, "p00001"));
        jobs.resume();
        await().until(() -> jobs.size() == 0);
        session.refresh(false);
        run = RunStore.find(session, id).orElseThrow();
        assertEquals(null, run.failure());
        assertEquals(
                "node-1",
                run.partition("p00001").orElseThrow().failures().get(0).node());
        session.logout();
    }

    @Test
    void aWaitingRunIsCancelledAtOnceAndCanBeResumed() throws Exception {
        oak.file("/content/dam/a.dita", "<topic id='a'/>");
        jobs.pause();
        String id = underTest.start(request("/content/dam"));
        Run cancelled = underTest.cancel(id, "jane");
        assertEquals(RunState.CANCELLED, cancelled.state());
        assertEquals("Cancelled by jane", cancelled.comment());
        assertEquals(cancelled, underTest.cancel(id, "joe"));
        String other = underTest.start(request("/content/dam"));
        assertThrows(OverlapException.class, () -> underTest.resume(id, "jane"));
        underTest.cancel(other, "jane");

        assertEquals(RunState.QUEUED, underTest.resume(id, "jane").state());
        assertThrows(WrongStateException.class, () -> underTest.resume(id, "jane"));
        assertThrows(WrongStateException.class, () -> underTest.restart(id, RestartScope.ALL, "jane"));
        jobs.resume();
        assertEquals(RunState.SUCCEEDED, ended(id).state());
        assertThrows(WrongStateException.class, () -> underTest.cancel(id, "jane"));
        String again = underTest.restart(id, RestartScope.ALL, "joe");
        Run restarted = ended(again);
        assertEquals(id, restarted.request().restartOf());
        assertEquals("joe", restarted.request().requestedBy());
    }

    @Test
    void aRunningRunIsToldToStop() throws Exception {
        jobs.pause();
        String id = underTest.start(request("/content/dam"));
        Session session = oak.login();
        RunStore.find(session, id).orElseThrow().apply(RunEvent.START, Instant.now(), "");
        session.save();
        assertEquals(RunState.RUNNING, underTest.cancel(id, "jane").state());
        underTest.cancel(id, "joe");
        session.refresh(false);
        assertEquals("jane", RunStore.find(session, id).orElseThrow().cancelledBy());
        session.logout();
    }

    @Test
    void aRepositoryThatRefusesFailsTheRunWhichGoesOnWhenItIsMended() throws Exception {
        files(5);
        when(config.failingSeconds()).thenReturn(0);
        engine.stop();
        activate();
        oak.fillUp("content");
        String id = underTest.start(request("/content/dam"));
        Run failed = ended(id);
        assertEquals(RunState.FAILED, failed.state());
        assertTrue(failed.comment().startsWith("A worker has failed repeatedly"), failed.comment());

        oak.makeRoom();
        underTest.resume(id, "admin");
        assertEquals(RunState.SUCCEEDED, ended(id).state());
        assertEquals(new Counts(5, 0, 0), underTest.find(id).orElseThrow().counts());
    }

    @Test
    void aRunGoesOnWhenTheRepositoryTakesItsCommitsAgain() throws Exception {
        files(3);
        jobs.pause();
        String id = underTest.start(request("/content/dam"));
        oak.fillUp("var");
        jobs.resume();
        await().until(() -> engine.coordinations().runs().contains(id));
        oak.makeRoom();
        assertEquals(RunState.SUCCEEDED, ended(id).state());
        assertEquals(new Counts(3, 0, 0), underTest.find(id).orElseThrow().counts());
    }

    /** Stands for a coordinator on another node. */
    private static final class JobExecutorThatSucceeds implements org.apache.sling.event.jobs.consumer.JobExecutor {
        @Override
        public org.apache.sling.event.jobs.consumer.JobExecutionResult process(
                org.apache.sling.event.jobs.Job job, org.apache.sling.event.jobs.consumer.JobExecutionContext context) {
            return context.result().succeeded();
        }
    }
}
