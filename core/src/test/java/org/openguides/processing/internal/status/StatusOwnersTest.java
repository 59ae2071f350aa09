package org.openguides.processing.internal.status;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.status.StatusComputation.Result;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Which node computes a status job, and recovery when it dies or the job system loses the job. */
class StatusOwnersTest {

    private static final String ROOT = "/content/dam";
    private static final Duration GRACE = Duration.ofMinutes(1);

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private final TestOwner rival = new TestOwner("there");
    private TestStatus underTest;
    private String id;

    @BeforeEach
    void start() throws Exception {
        underTest = new TestStatus(oak);
        underTest.files("a", "b");
        id = underTest.add(ROOT);
    }

    @Test
    void aLivingOwnerIsNotDisturbedByASecondDelivery() throws Exception {
        StatusComputation other = underTest.computation(rival, Rest.NONE);
        List<Result> second = new ArrayList<>();

        Result first = underTest.computation.compute(id, () -> {
            second.add(compute(other));
            second.add(compute(underTest.computation));
            return false;
        });

        assertEquals(List.of(Result.NOT_MINE, Result.NOT_MINE), second);
        assertEquals(Result.DONE, first);
        assertEquals(2, underTest.rows(id).size());
    }

    @Test
    void whatADeadOwnerHasBegunIsBegunAnew() throws Exception {
        StatusNode node = underTest.node(id);
        node.begin("there", underTest.instant());
        node.addSegment(List.of(StatusRow.missing("/left/over")), underTest.instant());
        node.addSegment(List.of(StatusRow.missing("/left/over/too")), underTest.instant());
        underTest.session.save();
        assertEquals(Result.NOT_MINE, compute(underTest.computation));

        underTest.owner.dead.add("there");

        assertEquals(Result.DONE, compute(underTest.computation));
        assertEquals(
                List.of(ROOT + "/a", ROOT + "/b"),
                underTest.rows(id).stream().map(StatusRow::path).toList());
    }

    @Test
    void anOwnerThatWasConsideredDeadWritesNothing() throws Exception {
        rival.dead.add("here");
        StatusComputation other = underTest.computation(rival, Rest.NONE);

        Result result = underTest.computation.compute(id, () -> {
            compute(other);
            return false;
        });

        assertEquals(Result.NOT_MINE, result);
        assertEquals(2, underTest.rows(id).size());
        assertEquals(1, underTest.job(id).segments());
    }

    @Test
    void aNodeThatGivesUpDoesNotEndWhatAnotherOneWorksOn() throws Exception {
        StatusComputation sick = underTest.computation(rival, Rest.NONE);

        Result result = underTest.computation.compute(id, () -> {
            fail(sick);
            fail(underTest.computation);
            return false;
        });

        assertEquals(Result.DONE, result);
        assertEquals(StatusState.SUCCEEDED, underTest.job(id).state());
    }

    @Test
    void anInterruptedJobIsTakenAtOnceByAnOwnerThatDoesNotKnowWhetherTheFirstOneLives() throws Exception {
        for (int i = 0; i < StatusComputation.ROWS_IN_SEGMENT; i++) {
            underTest.files("more/" + i);
        }
        BooleanSupplier afterTheFirstSegment = () -> segments() > 0;
        assertEquals(Result.INTERRUPTED, underTest.computation.compute(id, afterTheFirstSegment));

        assertEquals(Result.DONE, compute(underTest.computation(rival, Rest.NONE)));

        assertEquals(StatusComputation.ROWS_IN_SEGMENT + 2, underTest.rows(id).size());
    }

    @Test
    void aJobThatFailedIsTakenAtOnceByAnotherOwner() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        StatusComputation failing = failing(() -> opened.incrementAndGet() == 2);
        assertThrows(IllegalStateException.class, () -> failing.compute(id, () -> false));

        assertEquals(Result.DONE, compute(underTest.computation(rival, Rest.NONE)));
    }

    @Test
    void aJobThatCannotBeGivenUpKeepsItsOwner() throws Exception {
        AtomicInteger opened = new AtomicInteger();
        StatusComputation failing = failing(() -> opened.incrementAndGet() > 1);
        StatusComputation other = underTest.computation(rival, Rest.NONE);
        assertEquals(Result.INTERRUPTED, failing.compute(id, () -> true));
        assertEquals(Result.NOT_MINE, compute(other));

        rival.dead.add("here");
        assertEquals(Result.DONE, compute(other));
    }

    @Test
    void anOwnerThatWasConsideredDeadDoesNotGiveUpTheJobOfTheNextOne() throws Exception {
        Result result = underTest.computation.compute(id, () -> {
            beginAs("there");
            return true;
        });

        assertEquals(Result.INTERRUPTED, result);
        assertEquals("there", underTest.node(id).owner());
    }

    /** A job without an owner is one of an earlier version. */
    @Test
    void aJobThatAnEarlierVersionHasBegunIsTakenOver() throws Exception {
        StatusNode node = underTest.node(id);
        node.begin("there", underTest.instant());
        node.node().getProperty("owner").remove();
        underTest.session.save();

        assertEquals(Result.DONE, compute(underTest.computation));
    }

    @Test
    void pausesBetweenSegmentsAndWritesHeartbeats() throws Exception {
        for (int i = 0; i < StatusComputation.ROWS_IN_SEGMENT; i++) {
            underTest.files("more/" + i);
        }
        AtomicInteger rests = new AtomicInteger();
        Rest rest = (work, wanted) -> {
            rests.incrementAndGet();
            underTest.forward(StatusComputation.HEARTBEAT.plusSeconds(1));
            assertFalse(wanted.getAsBoolean(), "nothing ends the rest");
            assertEquals(underTest.instant(), heartbeat());
        };

        assertEquals(Result.DONE, compute(underTest.computation(underTest.owner, rest)));

        assertEquals(1, rests.get());
        assertEquals(StatusComputation.ROWS_IN_SEGMENT + 2, underTest.rows(id).size());
    }

    @Test
    void aRestEndsWhenTheSystemStops() throws Exception {
        for (int i = 0; i < StatusComputation.ROWS_IN_SEGMENT; i++) {
            underTest.files("more/" + i);
        }
        AtomicInteger asked = new AtomicInteger();
        List<Boolean> wanted = new ArrayList<>();
        Rest rest = (work, ends) -> wanted.add(ends.getAsBoolean());
        BooleanSupplier stop = () -> asked.incrementAndGet() > 1;

        assertEquals(
                Result.INTERRUPTED, underTest.computation(underTest.owner, rest).compute(id, stop));
        assertEquals(List.of(true), wanted);
    }

    @Test
    void aJobThatWaitsAndThatTheJobSystemDoesNotKnowIsSentAgain() throws Exception {
        SentJobs jobs = new SentJobs();
        sweep(jobs);
        assertEquals(List.of(), jobs.added, "it may be on its way");

        underTest.forward(GRACE.plusSeconds(1));
        jobs.waiting = true;
        sweep(jobs);
        assertEquals(List.of(), jobs.added, "it waits for a worker");

        jobs.waiting = false;
        sweep(jobs);
        assertEquals(List.of(id), jobs.added);
    }

    @Test
    void aJobWhoseOwnerHasDiedIsSentAgain() throws Exception {
        underTest.node(id).begin("there", underTest.instant());
        underTest.session.save();
        underTest.forward(GRACE.plusSeconds(1));
        SentJobs jobs = new SentJobs();
        sweep(jobs);
        assertEquals(List.of(), jobs.added);

        underTest.owner.dead.add("there");
        sweep(jobs);
        assertEquals(List.of(id), jobs.added);
    }

    @Test
    void aJobThatWasGivenUpAndIsNotDeliveredIsSentAgain() throws Exception {
        underTest.computation.compute(id, () -> true);
        SentJobs jobs = new SentJobs();
        sweep(jobs);
        assertEquals(List.of(), jobs.added, "it may be on its way");

        underTest.forward(GRACE.plusSeconds(1));
        sweep(jobs);
        assertEquals(List.of(id), jobs.added);
    }

    @Test
    void whatTheJobSystemStillSaysOfAJobThatHasEndedIsRemoved() throws Exception {
        String open = underTest.add(ROOT);
        compute(underTest.computation);
        SentJobs jobs = new SentJobs();
        jobs.inWork.put("job1", id);
        jobs.inWork.put("job2", open);
        jobs.inWork.put("job3", "unknown");
        sweep(jobs);
        assertEquals(List.of(), jobs.removed, "it may be on its way out");

        underTest.forward(GRACE.plusSeconds(1));
        sweep(jobs);
        assertEquals(List.of("job1"), jobs.removed);
        assertTrue(jobs.added.contains(open));
    }

    private void sweep(SentJobs jobs) throws Exception {
        new StatusSweep(oak.sessions(), jobs, underTest.owner, GRACE, underTest).sweep();
    }

    private Result compute(StatusComputation computation) {
        try {
            return computation.compute(id, () -> false);
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a computation of this node for which the repository is sometimes away. */
    private StatusComputation failing(BooleanSupplier away) {
        ServiceSessions sessions = user -> {
            if (away.getAsBoolean()) {
                throw new IllegalStateException("the repository is away");
            }
            return oak.sessions().open(user);
        };
        return new StatusComputation(
                sessions, oak.catalogs(), () -> ProcessedPaths.ALL, underTest.owner, Rest.NONE, underTest);
    }

    private int segments() {
        try {
            return underTest.job(id).segments();
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private void beginAs(String owner) {
        try {
            underTest.node(id).begin(owner, underTest.instant());
            underTest.session.save();
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private void fail(StatusComputation computation) {
        try {
            computation.fail(id);
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private Instant heartbeat() {
        try {
            return underTest.node(id).updatedAt();
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A job system that records jobs. */
    private static final class SentJobs implements StatusSweep.Jobs {

        private final List<String> added = new ArrayList<>();
        private final List<String> removed = new ArrayList<>();
        private final Map<String, String> inWork = new HashMap<>();
        private boolean waiting;

        @Override
        public boolean isWaiting(String statusId) {
            return waiting;
        }

        @Override
        public void add(String statusId) {
            added.add(statusId);
        }

        @Override
        public Map<String, String> inWork() {
            return inWork;
        }

        @Override
        public void remove(String jobId) {
            removed.add(jobId);
        }
    }
}
