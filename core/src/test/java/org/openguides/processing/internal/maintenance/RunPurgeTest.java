package org.openguides.processing.internal.maintenance;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.engine.TestClock;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.testing.LaterVersion;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Ended runs are removed by age, number and size; runs in progress are kept. */
class RunPurgeTest {

    private static final Instant NOW = Instant.parse("2026-06-01T12:00:00Z");

    private static final Duration DAYS_90 = Duration.ofDays(90);
    private static final Duration DAYS_180 = Duration.ofDays(180);

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    @Test
    void removesWhatIsBothOldAndNotAmongTheNewest() throws Exception {
        run("old-1", 100, RunEvent.START, RunEvent.SUCCEED);
        run("old-2", 95, RunEvent.START, RunEvent.SUCCEED);
        run("young", 50, RunEvent.START, RunEvent.SUCCEED);
        assertEquals(0, purge(3));
        assertEquals(1, purge(2), "the newest are kept, however old");
        assertEquals(List.of("young", "old-2"), ids());
        assertEquals(1, purge(0), "what is young is kept, however many there are");
        assertEquals(List.of("young"), ids());
        assertEquals(0, oak.openSessions());
    }

    /** Two nodes both believe that it is their turn. */
    @Test
    void aDayThatAnotherNodeHasRemovedMeanwhileEndsNoSweep() throws Exception {
        run("newer", 100, RunEvent.START, RunEvent.SUCCEED);
        run("older", 101, RunEvent.START, RunEvent.SUCCEED);
        TestClock clock = new TestClock();
        clock.forward(Duration.between(clock.instant(), NOW));
        Retention none = new Retention(0, DAYS_90, DAYS_180, 0, 0);
        // not in the same thread, in which Oak would show the removals at once
        clock.whenAsked(() ->
                assertEquals(2, CompletableFuture.supplyAsync(() -> purge(none)).join()));

        assertEquals(0, new RunPurge(oak.sessions(), none, false, clock).purge().runs());
        assertEquals(List.of(), ids());
    }

    @Test
    void neverTouchesWhatGoesOn() throws Exception {
        run("queued", 300);
        run("running", 300, RunEvent.START);
        run("succeeded", 300, RunEvent.START, RunEvent.SUCCEED);
        assertEquals(1, purge(new Retention(0, DAYS_90, DAYS_180, 1, 1), false).runs());
        assertEquals(Set.of("queued", "running"), Set.copyOf(ids()));
    }

    @Test
    void keepsRunsThatCanBeResumedForLonger() throws Exception {
        run("failed-100", 100, RunEvent.START, RunEvent.FAIL);
        run("cancelled-100", 101, RunEvent.CANCEL);
        run("failed-200", 200, RunEvent.START, RunEvent.FAIL);
        run("cancelled-200", 201, RunEvent.CANCEL);
        assertEquals(2, purge(0));
        assertEquals(List.of("failed-100", "cancelled-100"), ids());
    }

    @Test
    void removesTheOldestBeyondANumber() throws Exception {
        run("day-3", 3, RunEvent.START, RunEvent.SUCCEED);
        run("day-4", 4, RunEvent.START, RunEvent.FAIL);
        run("day-5", 5, RunEvent.START, RunEvent.SUCCEED);
        assertEquals(0, purge(number(3), false).runs());
        assertEquals(2, purge(number(1), false).runs());
        assertEquals(List.of("day-3"), ids());
    }

    @Test
    void countsRunsOfTheSystemForThemselves() throws Exception {
        run("old", 100, RunEvent.START, RunEvent.SUCCEED);
        run("user", 50, RunEvent.START, RunEvent.SUCCEED);
        for (int day = 9; day > 3; day--) {
            run("system-" + day, day, RunEvent.START, RunEvent.SUCCEED);
        }
        assertEquals(0, purge(2));
        assertEquals(4, purge(new Retention(2, DAYS_90, DAYS_180, 2, 0), false).runs());
        assertEquals(List.of("system-4", "system-5", "user", "old"), ids());
    }

    @Test
    void doesNotCountByTheDayButByTheTime() throws Exception {
        for (int hour = 8; hour >= 0; hour--) {
            run("run-" + (8 - hour), Duration.ofDays(3).plusHours(hour), RunEvent.START, RunEvent.SUCCEED);
        }
        assertEquals(7, purge(number(2), false).runs());
        assertEquals(List.of("run-8", "run-7"), ids());
    }

    @Test
    void removesWhatDoesNotFitIn() throws Exception {
        report(run("small", 3, RunEvent.START, RunEvent.SUCCEED), 1_000);
        report(run("large", 4, RunEvent.START, RunEvent.FAIL), 100_000);
        report(run("old", 5, RunEvent.START, RunEvent.SUCCEED), 1_000);
        assertEquals(0, purge(size(200_000), false).runs());
        RunPurge.Purged purged = purge(size(50_000), false);
        assertEquals(1, purged.runs());
        assertTrue(purged.bytes() > 100_000 && purged.bytes() < 110_000, purged::toString);
        assertEquals(List.of("small", "old"), ids(), "what fits in is kept, though it is older");
    }

    @Test
    void addsUpWhatIsKept() throws Exception {
        for (int day = 2; day < 12; day++) {
            report(run("day-" + day, day, RunEvent.START, RunEvent.SUCCEED), 10_000);
        }
        assertEquals(6, purge(size(45_000), false).runs());
        assertEquals(List.of("day-2", "day-3", "day-4", "day-5"), ids());
    }

    @Test
    void measuresAgainWhatWasResumedSince() throws Exception {
        RunNode run = run("resumed", 5, RunEvent.START, RunEvent.FAIL);
        assertEquals(0, purge(size(50_000), false).runs());
        run.node().getSession().refresh(false);
        run.apply(RunEvent.RESUME, NOW.minus(Duration.ofDays(3)), "");
        run.apply(RunEvent.START, NOW.minus(Duration.ofDays(3)), "");
        report(run, 100_000);
        run.apply(RunEvent.FAIL, NOW.plusSeconds(1), "");
        run.node().getSession().save();
        Instant later = NOW.plus(Duration.ofDays(2));
        RunPurge purge = new RunPurge(oak.sessions(), size(50_000), false, Clock.fixed(later, ZoneOffset.UTC));
        assertEquals(1, purge.purge().runs());
    }

    @Test
    void neitherNumberNorSizeRemovesWhatHasJustEnded() throws Exception {
        report(run("today", Duration.ofHours(23), RunEvent.START, RunEvent.FAIL), 100_000);
        run("other", Duration.ofHours(22), RunEvent.START, RunEvent.SUCCEED);
        assertEquals(
                0, purge(new Retention(0, DAYS_90, DAYS_180, 1, 50_000), false).runs());
        assertEquals(2, ids().size());
    }

    @Test
    void aDryRunRemovesNothingAndTellsWhatWouldGo() throws Exception {
        run("young", 1, RunEvent.START, RunEvent.SUCCEED);
        run("failed", 200, RunEvent.START, RunEvent.FAIL);
        run("old", 100, RunEvent.START, RunEvent.SUCCEED);
        Retention retention = new Retention(0, DAYS_90, DAYS_180, 0, 1L << 30);
        assertEquals(2, purge(retention, true).runs());
        assertEquals(3, ids().size());
        assertEquals(2, purge(retention, false).runs());
        assertEquals(List.of("young"), ids());
    }

    @Test
    void aSweepDoesBoundedWorkAndTheNextOneGoesOn() throws Exception {
        for (int day = 200; day < 210; day++) {
            run("old-" + day, day, RunEvent.START, RunEvent.SUCCEED);
        }
        Retention retention = new Retention(0, DAYS_90, DAYS_180, 0, 0);
        RunPurge bounded = new RunPurge(oak.sessions(), retention, false, 8, Clock.fixed(NOW, ZoneOffset.UTC));
        int sweeps = 0;
        RunPurge.Purged purged;
        do {
            purged = bounded.purge();
            assertTrue(purged.runs() > 0 && purged.runs() <= 4, "two nodes each: " + purged);
            sweeps++;
        } while (!purged.all());
        assertEquals(3, sweeps);
        assertEquals(List.of(), ids());
    }

    @Test
    void measuresWithinItsBounds() throws Exception {
        for (int day = 1; day < 11; day++) {
            run("young-" + day, day, RunEvent.START, RunEvent.SUCCEED);
        }
        RunPurge bounded = new RunPurge(oak.sessions(), size(1L << 30), false, 8, Clock.fixed(NOW, ZoneOffset.UTC));
        assertFalse(bounded.purge().all());
        assertFalse(bounded.purge().all());
        assertTrue(bounded.purge().all());
        assertEquals(10, ids().size());
    }

    @Test
    void removesTheFoldersThatBecomeEmptyAndLeavesDamagedRunsAlone() throws Exception {
        run("march", 75, RunEvent.START, RunEvent.SUCCEED);
        run("old", 200, RunEvent.START, RunEvent.SUCCEED);
        RunNode damaged = run("damaged", 201, RunEvent.START, RunEvent.SUCCEED);
        damaged.node().setProperty("state", "NONSENSE");
        damaged.node().getSession().save();
        String folder = "/var/openguides/runs/2025/11/13";
        assertTrue(oak.login().nodeExists(folder + "/old"));
        assertEquals(1, purge(0));
        assertFalse(oak.login().nodeExists(folder));
        assertTrue(oak.login().nodeExists("/var/openguides/runs/2025/11/12/damaged"));
    }

    @ParameterizedTest
    @EnumSource
    void leavesRunsOfALaterVersionAlone(LaterVersion later) throws Exception {
        RunNode theirs = run("later", 300, RunEvent.START, RunEvent.SUCCEED);
        later.write(theirs.node());
        run("mine", 301, RunEvent.START, RunEvent.SUCCEED);

        assertEquals(1, purge(0));

        assertTrue(oak.login().nodeExists(theirs.node().getPath()));
    }

    private static Retention number(int runs) {
        return new Retention(0, DAYS_90, DAYS_180, runs, 0);
    }

    private static Retention size(long bytes) {
        return new Retention(0, DAYS_90, DAYS_180, 0, bytes);
    }

    private static void report(RunNode run, int bytes) throws Exception {
        run.node().addNode("report", "oak:Unstructured").setProperty("text", "x".repeat(bytes));
        run.node().getSession().save();
    }

    private RunNode run(String id, int daysAgo, RunEvent... events) throws Exception {
        return run(id, Duration.ofDays(daysAgo), events);
    }

    private RunNode run(String id, Duration ago, RunEvent... events) throws Exception {
        Session session = oak.login();
        Instant then = NOW.minus(ago);
        RunRequest.Builder request = RunRequest.of(List.of("/content/dam"), "admin");
        RunNode run = RunStore.create(
                session, id, request.system(id.startsWith("system")).build(), then);
        for (RunEvent event : events) {
            assertTrue(run.apply(event, then, ""));
        }
        session.save();
        return run;
    }

    private int purge(int keptRuns) throws Exception {
        return purge(new Retention(keptRuns, DAYS_90, DAYS_180, 0, 0), false).runs();
    }

    private int purge(Retention retention) {
        try {
            return purge(retention, false).runs();
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private RunPurge.Purged purge(Retention retention, boolean dryRun) throws RepositoryException {
        return new RunPurge(oak.sessions(), retention, dryRun, Clock.fixed(NOW, ZoneOffset.UTC)).purge();
    }

    private List<String> ids() throws Exception {
        return RunStore.newest(oak.login(), 10, null, run -> true).runs().stream()
                .map(Run::id)
                .toList();
    }
}
