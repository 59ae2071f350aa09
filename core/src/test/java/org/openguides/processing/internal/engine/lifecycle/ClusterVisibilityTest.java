package org.openguides.processing.internal.engine.lifecycle;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.RestartScope;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.engine.Cluster;
import org.openguides.processing.internal.engine.RunOutbox;
import org.openguides.processing.internal.guides.GuidesSettingsTest;
import org.openguides.processing.internal.jobs.SlingRuns;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyString;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** Recent writes of another node are found although Oak does not make them visible immediately. */
class ClusterVisibilityTest {

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final JobManager jobs = mock(JobManager.class);

    /** Arrivals from the other node, one for each second look-up. */
    private final Deque<Arrival> arrivals = new ArrayDeque<>();

    private SlingRuns underTest;

    private interface Arrival {
        void happen() throws RepositoryException;
    }

    @BeforeEach
    void start() {
        when(jobs.addJob(anyString(), any())).thenReturn(mock(Job.class));
        underTest = new SlingRuns(
                oak.sessions(),
                jobs,
                new TwoNodes(),
                new Operators(Set.of()),
                GuidesSettingsTest.settings("auto"),
                () -> ProcessedPaths.ALL,
                new Retry(Retry.Policy.DEFAULT),
                RunOutbox.NONE);
    }

    @Test
    void aRunThatWasStartedOnTheOtherNodeIsFound() throws Exception {
        arrivals.add(() -> {});
        arrivals.add(() -> record("just-started"));

        assertEquals(
                RunState.QUEUED, underTest.find("just-started").orElseThrow().state());
    }

    @Test
    void whatIsNotThereIsNotWaitedForWhereThereIsNoOtherNode() {
        assertEquals(Optional.empty(), underTest.find("never-started"));
    }

    @Test
    void aRunThatTheCallerMayNotSeeIsLookedForAsLongAsOneThatIsNotThere() throws Exception {
        record("hidden");
        AtomicInteger looks = new AtomicInteger();
        CountedLooks counted = new CountedLooks(looks);
        underTest = new SlingRuns(
                counted,
                jobs,
                new Crowd(),
                new Operators(Set.of()),
                GuidesSettingsTest.settings("auto"),
                () -> ProcessedPaths.ALL,
                new Retry(Retry.Policy.DEFAULT),
                RunOutbox.NONE);

        assertEquals(Optional.empty(), underTest.find("hidden", run -> false));
        assertTrue(looks.getAndSet(0) > 1, "a hidden one is looked for again");
        assertEquals(Optional.empty(), underTest.find("unknown", run -> true));
        assertTrue(looks.get() > 1, "as one is that is not there");
    }

    /** Otherwise requests for invented ids would occupy all threads of a server. */
    @Test
    void onlySomeRequestsWaitAtOnce() throws Exception {
        Cluster crowd = new Crowd();
        List<ClusterVisibility> waiting = new ArrayList<>();
        ClusterVisibility next = new ClusterVisibility(crowd);
        while (next.again()) {
            waiting.add(next);
            assertTrue(waiting.size() < 100, "all of them wait");
            next = new ClusterVisibility(crowd);
        }
        next.close();
        waiting.remove(0).close();

        try (ClusterVisibility first = new ClusterVisibility(crowd);
                ClusterVisibility second = new ClusterVisibility(crowd)) {
            assertTrue(first.again());
            assertFalse(second.again());
        } finally {
            waiting.forEach(ClusterVisibility::close);
        }
    }

    /** Otherwise a pause of garbage collection after the first look would hide what another node has just written. */
    @Test
    void looksAgainEvenIfTheProcessWasSuspended() {
        AtomicLong nanos = new AtomicLong();
        try (ClusterVisibility underTest = new ClusterVisibility(
                new Crowd(), () -> nanos.getAndAdd(Duration.ofSeconds(5).toNanos()))) {
            assertTrue(underTest.again());
            assertTrue(underTest.again());
            assertFalse(underTest.again());
        }
    }

    @Test
    void aRunThatEndedOnTheOtherNodeCanBeResumed() throws Exception {
        record("just-cancelled");
        arrivals.add(() -> end("just-cancelled", RunEvent.CANCEL));

        assertEquals(RunState.QUEUED, underTest.resume("just-cancelled", "jane").state());
    }

    @Test
    void aRunThatSucceededOnTheOtherNodeCanBeRestarted() throws Exception {
        record("just-done");
        arrivals.add(() -> {
            end("just-done", RunEvent.START);
            end("just-done", RunEvent.SUCCEED);
        });

        String again = underTest.restart("just-done", RestartScope.ALL, "jane");

        assertEquals(RunState.QUEUED, underTest.find(again).orElseThrow().state());
    }

    @Test
    void aStateThatStaysForbidsTheChange() throws Exception {
        record("waiting");
        assertThrows(WrongStateException.class, () -> underTest.resume("waiting", "jane"));
    }

    private void record(String id) throws RepositoryException {
        Session session = oak.login();
        RunRequest request = RunRequest.of(List.of("/content/dam/" + id), "jane")
                .filter(AssetFilter.ALL)
                .build();
        RunStore.create(session, id, request, Instant.now());
        session.save();
    }

    private void end(String id, RunEvent event) throws RepositoryException {
        Session session = oak.login();
        RunStore.find(session, id).orElseThrow().apply(event, Instant.now(), "");
        session.save();
    }

    /** A cluster with other nodes. */
    private static final class Crowd implements Cluster {

        @Override
        public boolean hasLeft(String node) {
            return false;
        }

        @Override
        public boolean isAlone() {
            return false;
        }
    }

    private final class CountedLooks implements ServiceSessions {

        private final AtomicInteger looks;

        CountedLooks(AtomicInteger looks) {
            this.looks = looks;
        }

        @Override
        public ServiceSession open(ServiceUser user) {
            looks.incrementAndGet();
            return oak.sessions().open(user);
        }
    }

    /** A cluster with another node while there are arrivals left. */
    private final class TwoNodes implements Cluster {

        @Override
        public boolean hasLeft(String node) {
            return false;
        }

        @Override
        public boolean isAlone() {
            if (arrivals.isEmpty()) {
                return true;
            }
            try {
                arrivals.remove().happen();
                return false;
            } catch (RepositoryException e) {
                throw new AssertionError(e);
            }
        }
    }
}
