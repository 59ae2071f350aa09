package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.throttle.Throttle;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.spi.ItemResult;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs that are cancelled, resumed, repeated or only tried. */
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

    /** The session of the worker does not show the request yet, but its supervisor has seen it. */
    @Test
    void aRunThatIsCancelledRightAfterACommitProcessesNothingMore() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        AtomicBoolean cancelled = new AtomicBoolean();
        engine.throttle = () -> {
            if (position(id) == 4 && !cancelled.getAndSet(true)) {
                // Oak shows a session what others have saved in the same thread
                CompletableFuture.runAsync(() -> cancel(id)).join();
                awaitLook();
            }
            return Throttle.OPEN;
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

    /** While a worker stands still, only its supervisor opens sessions, beside the worker's and the coordinator's own. */
    private void awaitLook() {
        long before = engine.oak.costs().sessions();
        Awaitility.await("look").until(() -> engine.oak.costs().sessions() > before && engine.oak.openSessions() == 2);
    }

    /** The walk stands at the end of a folder when it is cancelled; that folder and its neighbour are moved then. */
    @Test
    void aResumedSelectionGoesOnWhereItsPositionWas() throws Exception {
        for (int i = 0; i < 40; i++) {
            engine.oak.file("/content/dam/f" + i / 10 + "/a" + i + ".dita", "<topic id='t'/>");
        }
        engine.start(engine.request("/content/other"));
        // beside another run each slice of the walk is a turn of its own
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
        AssetFilter topics = new AssetFilter(Set.of(FileType.DITA_TOPIC), null, null, false);
        String id = engine.start(new RunRequest(List.of("/content/dam"), List.of(), topics, true, "admin", null));
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
        String id =
                engine.start(new RunRequest(List.of("/content/dam"), List.of(), AssetFilter.ALL, true, "nobody", null));
        engine.coordinate(id);
        assertTrue(String.join("\n", engine.log(id)).contains("2 of them would be skipped"));

        String other =
                engine.start(new RunRequest(List.of("/content/dam"), List.of(), AssetFilter.ALL, true, "admin", null));
        Session session = engine.session();
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
        String again = engine.lifecycle().restart(id, true, "admin");
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

        String again = engine.lifecycle().restart(id, true, "admin");
        engine.coordinate(again);
        assertEquals(List.of("/content/dam/f003.dita", "/content/dam/f013.dita"), engine.processed);
        assertEquals(new Counts(1, 1, 0), engine.run(again).counts());
        assertEquals(id, engine.run(again).request().restartOf());
    }
}
