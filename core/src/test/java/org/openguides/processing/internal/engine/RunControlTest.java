package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.User;
import org.apache.jackrabbit.commons.jackrabbit.authorization.AccessControlUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.NotRestartableException;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Reason;
import org.openguides.processing.api.RestartScope;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunPhase;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.throttle.Throttles;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.spi.Finding;
import org.openguides.processing.spi.ItemResult;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs that are cancelled, resumed or restarted, and dry runs. */
class RunControlTest {

    private static final ItemResult FAILURE = ItemResult.failure(FileType.DITA_TOPIC, "broken");

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void aCancelledRunStopsAfterTheBatchInHandAndResumesWithTheRest() throws Exception {
        engine.files(40);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(12, () -> {
            engine.cancel(id, "jane");
        });
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        Run cancelled = engine.run(id);
        assertEquals(RunState.CANCELLED, cancelled.state());
        assertEquals("Cancelled by jane", cancelled.comment());
        long done = cancelled.counts().total();
        assertTrue(done == 13 || done == 14, "the asset in hand, or its batch too: " + done);
        assertEquals(done, engine.processed.size());
        assertFalse(engine.session().nodeExists(Claims.ROOT + "/" + id));

        engine.resume(id);
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        assertEquals(new Counts(40, 0, 0), engine.run(id).counts());
        assertEquals(40, engine.processed.size());
        assertEquals(40, Set.copyOf(engine.processed).size());
        assertEquals(2, engine.run(id).attempt());
    }

    /** The session of the worker does not see the request yet, but its supervisor has. */
    @Test
    void aRunThatIsCancelledRightAfterACommitProcessesNothingMore() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        AtomicBoolean cancelled = new AtomicBoolean();
        engine.throttle = () -> {
            if (position(id) == 4 && !cancelled.getAndSet(true)) {
                // within a thread, Oak shows a session what others have saved
                CompletableFuture.runAsync(() -> cancel(id)).join();
                awaitLook();
            }
            return Throttles.OPEN;
        };
        engine.coordinate(id);
        assertEquals(RunState.CANCELLED, engine.run(id).state());
        assertEquals(4, engine.processed.size());
    }

    private int position(String id) {
        try {
            Optional<PartitionNode> partition = engine.node(id).partition("p00001");
            return partition.isPresent() ? partition.get().position() : 0;
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private void cancel(String id) {
        engine.cancel(id, "jane");
    }

    /** While a worker waits, only its supervisor opens sessions besides those of worker and coordinator. */
    private void awaitLook() {
        long before = engine.oak.costs().sessions();
        Awaitility.await("look").until(() -> engine.oak.costs().sessions() > before && engine.oak.openSessions() == 2);
    }

    /** The walk is at the end of a folder when it is cancelled; that folder and its neighbour are moved afterwards. */
    @Test
    void aResumedSelectionGoesOnWhereItsPositionWas() throws Exception {
        for (int i = 0; i < 40; i++) {
            engine.oak.file("/content/dam/f" + i / 10 + "/a" + i + ".dita", "<topic id='t'/>");
        }
        engine.start(engine.request("/content/other"));
        // while another run is active, each slice of the walk is a turn of its own
        engine.turn = Duration.ofNanos(-1);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(7, () -> engine.cancel(id, "jane"));
        engine.coordinate(id);
        long found = engine.run(id).selection().found();
        assertTrue(found > 8 && found < 40, "the walk has not come to its end: " + found);

        Session author = engine.session();
        author.move("/content/dam/f0", "/content/dam/e0");
        author.move("/content/dam/f1", "/content/dam/z1");
        author.save();
        engine.resume(id);
        engine.coordinate(id);

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(
                new Counts(38, 0, 12), engine.run(id).counts(), "twelve had been selected, and have been moved away");
        assertEquals(38, Set.copyOf(engine.processed).size());
        assertEquals(38, engine.processed.size());
    }

    @Test
    void aDryRunCountsAndWritesNothing() throws Exception {
        engine.files(7);
        engine.oak.file("/content/dam/x.png", "png");
        String before = engine.dump("/content/dam");
        AssetFilter topics = AssetFilter.ALL.withFileTypes(Set.of(FileType.DITA_TOPIC));
        String id = engine.start(RunRequest.of(List.of("/content/dam"), "admin")
                .filter(topics)
                .dryRun(true)
                .build());
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        Run run = engine.run(id);
        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals(new Selection(Selection.State.COMPLETE, 7), run.selection());
        assertEquals(Counts.NONE, run.counts());
        assertEquals("Dry run: 7 assets would be processed", run.comment());
        assertEquals(before, engine.dump("/content/dam"));
        assertEquals(List.of(), engine.processed);
        String log = String.join("\n", engine.log(id));
        assertTrue(log.contains("Selected 7 assets; left out: 1 of another type"), log);
        assertTrue(log.contains("DITA topics  |         7"), log);
        assertFalse(engine.session().nodeExists(Claims.ROOT + "/" + id));
    }

    @Test
    void aDryRunTellsWhatItsUserMayNotModifyAndCanBeCancelled() throws Exception {
        engine.files(2);
        Session session = engine.session();
        User reader = ((JackrabbitSession) session).getUserManager().createUser("reader", "reader");
        AccessControlUtils.addAccessControlEntry(
                session, "/content/dam", reader.getPrincipal(), new String[] {"jcr:read"}, true);
        session.save();
        String id = engine.start(
                RunRequest.of(List.of("/content/dam"), "reader").dryRun(true).build());
        engine.coordinate(id);
        assertTrue(String.join("\n", engine.log(id)).contains("2 of them would be skipped"));

        String other = engine.start(
                RunRequest.of(List.of("/content/dam"), "admin").dryRun(true).build());
        RunStore.find(session, other).orElseThrow().requestCancel("jane", engine.clock.instant());
        session.save();
        engine.coordinate(other);
        assertEquals(RunState.CANCELLED, engine.run(other).state());
        assertEquals(Selection.State.FAILED, engine.run(other).selection().state());
    }

    @Test
    void aRunThatHasEndedCanBeDeletedWithItsLogAndReportsAndNoOther() throws Exception {
        engine.files(12);
        engine.results.put("/content/dam/f003.dita", FAILURE);
        String id = engine.start(engine.request("/content/dam"));
        assertThrows(WrongStateException.class, () -> engine.lifecycle().delete(id, "jane"), "it has not begun");
        engine.whenProcessed(5, () -> {
            assertThrows(WrongStateException.class, () -> engine.lifecycle().delete(id, "jane"), "it goes on");
            engine.cancel(id, "jane");
        });
        engine.coordinate(id);
        assertEquals(RunState.CANCELLED, engine.run(id).state());
        String path = engine.node(id).node().getPath();

        engine.lifecycle().delete(id, "jane");

        assertFalse(engine.session().nodeExists(path));
        assertThrows(ProcessingException.class, () -> engine.lifecycle().delete(id, "jane"), "there is none any more");
        engine.start(engine.request("/content/dam"));
    }

    @Test
    void aRestartOfTheFailuresDoesNotNeedTheEarlierRunAnyMore() throws Exception {
        engine.files(12);
        engine.results.put("/content/dam/f003.dita", FAILURE);
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        engine.processed.clear();
        String again = engine.lifecycle().restart(id, RestartScope.FAILED, "admin");
        engine.lifecycle().delete(id, "admin");

        engine.coordinate(again);

        assertEquals(List.of("/content/dam/f003.dita"), engine.processed);
        assertEquals(new Counts(0, 1, 0), engine.run(again).counts());
    }

    @Test
    void whatFailedCanBeProcessedAgainAlone() throws Exception {
        engine.files(25);
        for (int i = 3; i < 25; i += 10) {
            engine.results.put("/content/dam/f0" + (i < 10 ? "0" : "") + i + ".dita", FAILURE);
        }
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        assertEquals(new Counts(22, 3, 0), engine.run(id).counts());
        engine.processed.clear();
        engine.oak.remove("/content/dam/f023.dita");
        engine.results.remove("/content/dam/f003.dita");

        String again = engine.lifecycle().restart(id, RestartScope.FAILED, "admin");
        engine.coordinate(again);
        assertEquals(List.of("/content/dam/f003.dita", "/content/dam/f013.dita"), engine.processed);
        assertEquals(new Counts(1, 1, 0), engine.run(again).counts());
        assertEquals(id, engine.run(again).request().restartOf());
    }

    @Test
    void whatFailedInACancelledRunCanBeProcessedAgainBeforeItIsResumed() throws Exception {
        engine.files(40);
        engine.results.put("/content/dam/f003.dita", FAILURE);
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(12, () -> engine.cancel(id, "jane"));
        engine.coordinate(id);
        assertThrows(WrongStateException.class, () -> engine.lifecycle().restart(id, RestartScope.ALL, "admin"));
        engine.processed.clear();

        String again = engine.lifecycle().restart(id, RestartScope.FAILED, "admin");
        engine.coordinate(again);

        assertEquals(List.of("/content/dam/f003.dita"), engine.processed);
    }

    @Test
    void aRestartIsNarrowedByReasonsAndPaths() throws Exception {
        engine.files(25);
        ItemResult undefined =
                ItemResult.success(FileType.DITA_TOPIC).withWarning(Finding.of(Reason.KEY_UNDEFINED, "no such key"));
        engine.results.put("/content/dam/f003.dita", failure(Reason.NOT_WELL_FORMED));
        engine.results.put("/content/dam/f013.dita", failure(Reason.NOT_WELL_FORMED));
        engine.results.put("/content/dam/f014.dita", failure(Reason.TOO_LARGE));
        engine.results.put("/content/dam/f020.dita", undefined);
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);

        assertEquals(
                List.of("/content/dam/f003.dita", "/content/dam/f013.dita"),
                again(id, Set.of("not-well-formed"), List.of()));
        assertEquals(
                List.of("/content/dam/f013.dita", "/content/dam/f014.dita"),
                again(id, Set.of(), List.of("/content/dam/f013.dita", "/content/dam/f014.dita")));
        assertEquals(
                List.of("/content/dam/f014.dita", "/content/dam/f020.dita"),
                again(id, Set.of("too-large", "key-undefined"), List.of("/content/dam")));
        RestartScope none =
                RestartScope.FAILED.withReasons(Set.of("too-large")).withPaths(List.of("/content/dam/f013.dita"));
        NotRestartableException e = assertThrows(
                NotRestartableException.class, () -> engine.lifecycle().restart(id, none, "admin"));
        assertEquals(NotRestartableException.Cause.NOTHING_CHOSEN, e.why());
    }

    @Test
    void aRestartOfFailuresWithoutReportsIsRejected() throws Exception {
        engine.files(5);
        engine.results.put("/content/dam/f003.dita", FAILURE);
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        Session session = engine.session();
        session.getNode(engine.node(id).node().getPath() + "/partitions/p00001").remove();
        session.save();
        session.logout();

        NotRestartableException e = assertThrows(
                NotRestartableException.class, () -> engine.lifecycle().restart(id, RestartScope.FAILED, "admin"));

        assertEquals(NotRestartableException.Cause.REPORTS_PURGED, e.why());
        engine.start(engine.request("/content/dam"));
    }

    @Test
    void aRunTellsItsAttemptsItsNodesAndItsCountsByType() throws Exception {
        engine.files(40);
        engine.results.put("/content/dam/f003.dita", FAILURE);
        String id = engine.start(engine.request("/content/dam"));
        assertEquals(RunPhase.WAITING, engine.run(id).phase());
        engine.whenProcessed(12, () -> engine.cancel(id, "jane"));
        engine.coordinate(id);
        engine.resume(id);
        engine.coordinate(id);

        Run run = engine.run(id);
        String name = engine.node().ownership().owner().name();
        assertEquals(RunPhase.ENDED, run.phase());
        assertEquals(
                List.of(1, 2), run.attempts().stream().map(Run.Attempt::number).toList());
        assertTrue(
                run.attempts().stream().allMatch(each -> each.node().equals(name) && each.endedAt() != null),
                () -> run.attempts().toString());
        assertEquals(Map.of(FileType.DITA_TOPIC, new Counts(39, 1, 0)), run.countsByType());
        assertEquals(40, run.linked());
        assertEquals(List.of(name), run.nodes().stream().map(Run.NodeWork::name).toList());
        assertEquals(40, run.nodes().get(0).done());
    }

    private List<String> again(String id, Set<String> reasons, List<String> paths) throws Exception {
        engine.processed.clear();
        String again = engine.lifecycle()
                .restart(id, RestartScope.FAILED.withReasons(reasons).withPaths(paths), "admin");
        engine.coordinate(again);
        assertEquals(RunState.SUCCEEDED, engine.run(again).state());
        return List.copyOf(engine.processed);
    }

    private static ItemResult failure(Reason reason) {
        return ItemResult.failure(FileType.DITA_TOPIC, Finding.of(reason, "broken"));
    }
}
