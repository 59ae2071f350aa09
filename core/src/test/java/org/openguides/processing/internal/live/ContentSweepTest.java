package org.openguides.processing.internal.live;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.TestClock;
import org.openguides.processing.internal.engine.TestEngine;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.spi.ItemResult;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Scheduled processing on a real engine. */
class ContentSweepTest {

    private static final String ROOT = "/content/dam";
    private static final Duration PERIOD = Duration.ofMinutes(15);

    private final TestEngine engine = new TestEngine();
    private final EngineRuns runs = new EngineRuns(engine);
    private final ContentSweep underTest = sweep(runs, engine.clock);

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void processesWhatIsNotProcessed() throws Exception {
        engine.files(3);
        tick();
        assertEquals(3, engine.processed.size());
        Run run = history().get(0);
        assertEquals(RunState.SUCCEEDED, run.state());
        assertTrue(run.system());
        assertEquals("system", run.requestedBy());
        assertEquals(0, run.ticks());
    }

    @Test
    void ticksOfADayThatFindNothingAreOneRecord() throws Exception {
        engine.oak.folder(ROOT);
        Instant first = engine.clock.instant();
        for (int i = 0; i < 96; i++) {
            tick();
        }
        List<Run> history = history();
        assertEquals(1, history.size());
        Run run = history.get(0);
        assertEquals(96, run.ticks());
        assertEquals(first, run.startedAt());
        assertEquals(first.plus(PERIOD.multipliedBy(95)), run.endedAt());
        assertEquals(96, runs.requests().size());
    }

    @Test
    void aTickThatFindsSomethingBeginsANewRecord() throws Exception {
        engine.oak.folder(ROOT);
        tick();
        tick();
        engine.files(1);
        tick();
        tick();
        tick();
        tick();
        assertEquals(List.of(3L, 0L, 2L), history().stream().map(Run::ticks).toList());
    }

    @Test
    void ticksThatFailForTheSameAssetsAreOneRecord() throws Exception {
        engine.files(3);
        Instant first = engine.clock.instant();
        fails(0);
        tick();
        tickAgain(0);
        tickAgain(0);
        tickAgain(0);
        assertEquals(List.of(3L, 0L), history().stream().map(Run::ticks).toList());
        Run kept = history().get(0);
        assertEquals(first.plus(PERIOD), kept.startedAt());
        assertEquals(first.plus(PERIOD.multipliedBy(3)), kept.endedAt());
        assertEquals(runs.newest(), kept.id(), "its reports are those that messages about it refer to");

        fails(1);
        tickAgain(0, 1);
        succeeds(0);
        tickAgain(0, 1);
        tickAgain(1);
        tickAgain(1);
        assertEquals(
                List.of(2L, 0L, 1L, 3L, 0L),
                history().stream().map(Run::ticks).toList(),
                "another asset that fails, or one that succeeds, begins a new record");
    }

    @Test
    void anotherAssetThatFailsInsteadBeginsANewRecord() throws Exception {
        engine.files(2);
        fails(0);
        fails(1);
        tick();
        tickAgain(0);
        tickAgain(1);
        assertEquals(List.of(1L, 1L, 1L), history().stream().map(Run::ticks).toList());
    }

    @Test
    void twoNodesWhoseClocksDifferStartOneRunForEachTick() throws Exception {
        TestClock late = new TestClock();
        EngineRuns others = new EngineRuns(engine);
        ContentSweep other = sweep(others, late);
        for (int i = 0; i < 8; i++) {
            engine.oak.file(ROOT + "/new" + i + ".dita", "<topic/>");
            ContentSweep early = i % 2 == 0 ? underTest : other;
            early.tick();
            if (i > 3) { // the late one need not see that the run has not ended
                runs.executeAll();
                others.executeAll();
                early.look();
            }
            (i % 2 == 0 ? other : underTest).tick();
            runs.executeAll();
            others.executeAll();
            underTest.look();
            other.look();
            engine.clock.forward(PERIOD);
            late.forward(PERIOD);
        }
        assertEquals(8, runs.requests().size() + others.requests().size());
        assertEquals(4, runs.requests().size());
        assertEquals(8, engine.processed.size());
    }

    @Test
    void twoNodesAtTheSameInstantStartOneRun() throws Exception {
        engine.files(1);
        EngineRuns others = new EngineRuns(engine);
        ContentSweep other = sweep(others, engine.clock);
        CyclicBarrier together = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < 10; i++) {
                List<Callable<Void>> ticks = new ArrayList<>();
                for (ContentSweep each : List.of(underTest, other)) {
                    ticks.add(() -> {
                        together.await();
                        each.tick();
                        return null;
                    });
                }
                for (Future<Void> done : threads.invokeAll(ticks)) {
                    done.get();
                }
                assertEquals(i + 1, runs.requests().size() + others.requests().size());
                runs.executeAll();
                others.executeAll();
                underTest.look();
                other.look();
                engine.clock.forward(PERIOD);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void leavesOutWhatOtherRunsHold() throws Exception {
        engine.oak.file(ROOT + "/held/a.dita", "<topic/>");
        engine.oak.file(ROOT + "/free/b.dita", "<topic/>");
        String user = engine.start(engine.request(ROOT + "/held"));
        tick();
        assertEquals(List.of(ROOT + "/free/b.dita"), engine.processed);
        assertEquals(List.of(ROOT + "/held"), runs.requests().get(0).excludedPaths());
        assertEquals(RunState.QUEUED, engine.run(user).state());
    }

    @Test
    void doesNothingIfAnotherRunHoldsAll() throws Exception {
        engine.files(1);
        engine.start(engine.request("/content"));
        tick();
        assertEquals(List.of(), runs.requests());
    }

    @Test
    void aRunThatHasNotEndedIsNotDoubledAndDoesNotStopLaterTicks() throws Exception {
        engine.files(2);
        underTest.tick();
        engine.clock.forward(PERIOD);
        underTest.tick();
        underTest.tick();
        assertEquals(1, runs.requests().size());
        runs.executeAll();
        underTest.look();
        engine.oak.file(ROOT + "/later.dita", "<topic/>");
        engine.clock.forward(PERIOD);
        tick();
        assertEquals(3, engine.processed.size());
    }

    @Test
    void givesWayToAUserAndGoesOnWithTheRest() throws Exception {
        engine.countsCommits = true;
        engine.files(30);
        String wanted = ROOT + "/f020.dita";
        List<String> user = new ArrayList<>();
        engine.whenProcessed(6, () -> user.add(started(engine.request(wanted))));
        underTest.tick();
        runs.executeAll();
        Run sweep = history().stream().filter(Run::system).findFirst().orElseThrow();
        assertEquals(RunState.CANCELLED, sweep.state());
        assertEquals("Gave way to a run of a user that covers the same paths", sweep.comment());

        underTest.look();
        engine.coordinate(user.get(0));
        runs.executeAll();
        underTest.look();
        assertEquals(List.of(wanted), runs.requests().get(1).excludedPaths());
        assertEquals(RunState.SUCCEEDED, engine.run(user.get(0)).state());
        for (int i = 0; i < 30; i++) {
            assertEquals("1", engine.state(String.format("%s/f%03d.dita", ROOT, i), "commits"));
        }
    }

    @Test
    void aRunThatHasNotBegunGivesWayAtOnce() throws Exception {
        engine.files(2);
        underTest.tick();
        String user = engine.start(engine.request(ROOT));
        Run sweep = history().stream().filter(Run::system).findFirst().orElseThrow();
        assertEquals(RunState.CANCELLED, sweep.state());
        engine.coordinate(user);
        assertEquals(RunState.SUCCEEDED, engine.run(user).state());
    }

    @Test
    void aFileThatFailedIsLeftOutUntilItChanges() throws Exception {
        engine.files(2);
        engine.results.put(ROOT + "/f000.dita", ItemResult.failure(FileType.DITA_TOPIC, "broken"));
        tick();
        tick();
        assertEquals(2, engine.processed.size());
        engine.oak.file(ROOT + "/f000.dita", "<topic id='changed'/>");
        tick();
        assertEquals(3, engine.processed.size());
    }

    @Test
    void anAssetThatIsHeldIsLeftOutUntilItIsFree() throws Exception {
        engine.oak.damAsset(ROOT + "/a.dita", "<topic/>");
        engine.oak.set(ROOT + "/a.dita/jcr:content", "dam:assetState", "processing");
        tick();
        assertEquals(List.of(), engine.processed);
        engine.oak.set(ROOT + "/a.dita/jcr:content", "dam:assetState", "processed");
        tick();
        assertEquals(List.of(ROOT + "/a.dita"), engine.processed);
    }

    @Test
    void resultsOfAnEarlierVersionAreNotRenewedByThemselves() throws Exception {
        engine.files(1);
        tick();
        engine.oak.set(ROOT + "/f000.dita/jcr:content/openguides", "revision", engine.revision(ROOT + "/f000.dita"));
        tick();
        assertEquals(1, engine.processed.size());
    }

    @Test
    void aClockThatWasFarAheadDoesNotStopIt() throws Exception {
        engine.files(1);
        engine.clock.jump(Duration.ofDays(400));
        tick();
        engine.clock.jump(Duration.ofDays(-400));
        engine.oak.file(ROOT + "/later.dita", "<topic/>");
        tick();
        assertEquals(2, engine.processed.size());
    }

    @Test
    void theUsersPermissionsDoNotMatter() throws Exception {
        engine.files(1);
        tick();
        assertEquals(Set.of(ROOT + "/f000.dita"), Set.copyOf(engine.processed));
        assertEquals(1, history().get(0).counts().succeeded());
    }

    private ContentSweep sweep(EngineRuns started, TestClock clock) {
        return new ContentSweep(started, engine.oak.sessions(), engine.retry, List.of(ROOT), clock.time());
    }

    private String started(RunRequest request) {
        try {
            return engine.lifecycle().start(request);
        } catch (OverlapException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Executes a tick with its run, and lets the time until the next one pass. */
    private void tick() throws RepositoryException {
        underTest.tick();
        runs.executeAll();
        underTest.look();
        engine.clock.forward(PERIOD);
    }

    private void fails(int file) {
        engine.results.put(file(file), ItemResult.failure(FileType.DITA_TOPIC, "unreachable"));
    }

    private static String file(int number) {
        return ROOT + "/f00" + number + ".dita";
    }

    private void succeeds(int file) {
        engine.results.remove(file(file));
    }

    /** The next tick, when nothing is known of these files, as of one whose content could not be read. */
    private void tickAgain(int... files) throws Exception {
        for (int file : files) {
            engine.oak.remove(file(file) + "/jcr:content/openguides");
        }
        tick();
    }

    private List<Run> history() throws RepositoryException {
        return RunStore.newest(engine.session(), 200, null, run -> true).runs();
    }
}
