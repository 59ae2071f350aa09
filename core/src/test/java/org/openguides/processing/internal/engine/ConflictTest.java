package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.spi.PropertyChange;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** An author saves the same property of an asset before each commit. */
@Tag(TestCatalogs.TAG)
class ConflictTest {

    private static final String ASSET = TestEngine.file(0);

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void anAssetIsTriedAgain() throws Exception {
        assertEquals(new Counts(1, 0, 0), runWithEdits(10));
        assertEquals(Standing.Outcome.SUCCEEDED, engine.standing(ASSET).outcome());
    }

    @Test
    void anAssetThatIsAlwaysChangedFailsAndKeepsTheEdit() throws Exception {
        assertEquals(new Counts(0, 1, 0), runWithEdits(11));
        assertEquals(Standing.Outcome.FAILED, engine.standing(ASSET).outcome());
        assertEquals(
                "another session changed it at the same time, 10 times in a row",
                engine.standing(ASSET).error());
        assertEquals(
                "GUID-author-10",
                engine.session().getProperty(ASSET + "/jcr:content/fmUuid").getString());
    }

    /** Four assets are replayed one by one after the conflict; then come batches of two, three and one. */
    @Test
    void batchesGetSmallerAndGrowBack() throws Exception {
        engine.files(10);
        engine.changes = List.of(new PropertyChange("fmUuid", "GUID-1"));
        engine.whenProcessed(
                0, () -> CompletableFuture.runAsync(() -> edit("GUID-author")).join());
        String id = engine.start(engine.request("/content/dam"));
        Set<Integer> saved = new TreeSet<>();
        for (int call = 1; call < 14; call++) {
            engine.whenProcessed(call, () -> saved.add(position(id)));
        }
        engine.coordinate(id);
        assertEquals(Set.of(0, 1, 2, 3, 4, 6, 9), saved);
    }

    /** Two of four assets in a batch were tried, as an author had started to write. */
    @Test
    void onlyWhatWasTriedIsReplayed() throws Exception {
        engine.files(10);
        engine.changes = List.of(new PropertyChange("fmUuid", "GUID-1"));
        FakeForeground foreground = new FakeForeground();
        engine.foreground = foreground;
        engine.whenProcessed(
                0, () -> CompletableFuture.runAsync(() -> edit("GUID-author")).join());
        engine.whenProcessed(1, () -> foreground.written = true);
        engine.whenProcessed(2, () -> foreground.written = false);
        String id = engine.start(engine.request("/content/dam"));
        Set<Integer> saved = new TreeSet<>();
        for (int call = 3; call < 6; call++) {
            engine.whenProcessed(call, () -> saved.add(position(id)));
        }
        engine.coordinate(id);
        assertEquals(Set.of(1, 2), saved);
    }

    @Test
    void aCancelRequestDoesNotWaitForTheReplay() throws Exception {
        engine.files(10);
        engine.changes = List.of(new PropertyChange("fmUuid", "GUID-1"));
        engine.whenProcessed(
                0, () -> CompletableFuture.runAsync(() -> edit("GUID-author")).join());
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(4, () -> {
            engine.cancel(id, "writer");
            engine.clock.awaitAsked(5);
        });
        engine.coordinate(id);
        assertEquals(RunState.CANCELLED, engine.run(id).state());
        assertEquals(5, engine.processed.size());
        assertEquals(1, position(id));
    }

    /** Simulates how a document store reports that it could not merge concurrent commits, in the words of Oak. */
    @Test
    void aBusyStoreGetsTheWholeBatchAgain() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.oak.refuseMerges(3);

        engine.coordinate(id);

        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
        assertEquals(3 * 4 + 10, engine.processed.size(), "the batch of four three times in vain");
    }

    @Test
    void aStoreThatStaysBusyFailsTheWorkerAndNoAsset() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.oak.refuseMerges(15);
        engine.beforeEachLook = () -> engine.clock.forward(Duration.ofSeconds(1));

        engine.coordinate(id);

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
        assertEquals(4, engine.sent, "selection, a worker that gave up after ten attempts, one that went on, linking");
    }

    @Test
    void aConflictAmidMergesThatFailIsStillTheAssetsOwn() throws Exception {
        engine.retry = new Retry(new Retry.Policy(2, Duration.ZERO, Duration.ZERO));
        engine.beforeEachLook = () -> engine.clock.forward(Duration.ofSeconds(1));
        assertEquals(new Counts(0, 1, 0), runWithEdits(12));
        assertEquals(
                "another session changed it at the same time, 2 times in a row",
                engine.standing(ASSET).error());
    }

    @Test
    void aCancelRequestDoesNotWaitForABusyStore() throws Exception {
        engine.files(10);
        String id = engine.start(engine.request("/content/dam"));
        engine.retry = new Retry(new Retry.Policy(1_000, Duration.ZERO, Duration.ZERO));
        engine.oak.refuseMerges(100_000);
        engine.whenProcessed(40, () -> {
            engine.cancel(id, "writer");
            engine.clock.awaitAsked(5);
        });

        engine.coordinate(id);

        assertEquals(RunState.CANCELLED, engine.run(id).state());
        assertEquals(41, engine.processed.size());
    }

    private int position(String id) throws RepositoryException {
        RunNode run = engine.node(id);
        return run.partition(run.partitions().iterator().next()).orElseThrow().position();
    }

    /** The first edit conflicts with the batch, each further one with a retry of the single asset. */
    private Counts runWithEdits(int edits) throws Exception {
        engine.files(1);
        engine.changes = List.of(new PropertyChange("fmUuid", "GUID-1"));
        for (int i = 0; i < edits; i++) {
            String uuid = "GUID-author-" + i;
            // Within a thread, Oak shows a session what others have saved: there would be no conflict.
            engine.whenProcessed(
                    i, () -> CompletableFuture.runAsync(() -> edit(uuid)).join());
        }
        String id = engine.start(engine.request("/content/dam"));
        engine.coordinate(id);
        return engine.run(id).counts();
    }

    private void edit(String uuid) {
        try {
            Session author = engine.session();
            Node content = author.getNode(ASSET + "/jcr:content");
            content.addMixin(AssetState.MIXIN);
            content.setProperty("fmUuid", uuid);
            author.save();
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }
}
