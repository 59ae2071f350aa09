package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.spi.PropertyChange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

/** Heartbeats of a worker that cannot be saved, and what a worker does that is hurried. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HeartbeatTest {

    /** More than the time between two heartbeats, and less than an asset may take. */
    private static final Duration HEARTBEAT = Duration.ofSeconds(11);

    private static final String ASSET = TestEngine.file(0);

    private final TestEngine engine = new TestEngine();
    private final Set<Integer> saved = new TreeSet<>();

    @BeforeEach
    void noBatchEndsBecauseOfTheTime() {
        engine.batchTime = Duration.ofHours(1);
    }

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    /** Simulates how a document store reports that it could not merge concurrent commits, in the words of Oak. */
    @Test
    void aHeartbeatThatABusyStoreDoesNotMergeChangesNothing() throws Exception {
        engine.files(10);
        String id = startAndWatch();
        engine.whenProcessed(5, () -> {
            engine.oak.refuseMerges("var", 1);
            engine.clock.forward(HEARTBEAT);
            Awaitility.await().until(() -> engine.oak.mergesToRefuse() == 0);
            engine.clock.awaitAsked(2);
        });

        engine.coordinate(id);

        assertEquals(new Counts(10, 0, 0), engine.run(id).counts());
        assertEquals(Set.of(0, 4, 8), saved);
    }

    @Test
    void aWorkerIsHurriedForOneBatchOnly() throws Exception {
        engine.files(15);
        engine.partitionSize = 15;
        String id = startAndWatch();
        engine.whenProcessed(5, () -> hurry(id));

        engine.coordinate(id);

        assertEquals(new Counts(15, 0, 0), engine.run(id).counts());
        assertEquals(Set.of(0, 4, 6, 10, 14), saved);
    }

    /** Each time it goes on to the next batch, with that asset as the first one. */
    @Test
    void anAssetThatIsRefusedEachTimeFailsAlsoIfItsWorkerIsHurriedEachTime() throws Exception {
        engine.files(3);
        engine.changes = List.of(new PropertyChange("fmUuid", "GUID-1"));
        String id = engine.start(engine.request("/content/dam"));
        engine.batchSize = 1;
        for (int call = 0; call < 24; call++) {
            String uuid = "GUID-author-" + call;
            engine.whenProcessed(call, () -> {
                // Within a thread, Oak shows a session what others have saved: there would be no conflict.
                CompletableFuture.runAsync(() -> edit(uuid)).join();
                hurry(id);
            });
        }

        engine.coordinate(id);

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(2, 1, 0), engine.run(id).counts());
        assertEquals(
                "another session changed it at the same time, 10 times in a row",
                engine.standing(ASSET).error());
        assertEquals(Standing.Outcome.FAILED, engine.standing(ASSET).outcome());
        assertNotEquals(
                "GUID-1",
                engine.session().getProperty(ASSET + "/jcr:content/fmUuid").getString());
    }

    /** Starts a run that collects the checkpoints of its partition, as they are when each asset is processed. */
    private String startAndWatch() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        var usual = engine.processor;
        engine.processor = asset -> {
            saved.add(engine.node(id).partition("p00001").orElseThrow().position());
            return usual.process(asset);
        };
        return id;
    }

    /** Lets a heartbeat conflict with one of another owner, as if the worker had been superseded. */
    private void hurry(String id) {
        AtomicBoolean done = new AtomicBoolean();
        // the supervisor reads the wall clock after it has found the partition
        engine.clock.whenAsked(() -> {
            CompletableFuture.runAsync(() -> signal(id)).join();
            done.set(true);
        });
        engine.clock.forward(HEARTBEAT);
        Awaitility.await().until(done::get);
        engine.clock.awaitAsked(2);
    }

    private void signal(String id) {
        try {
            PartitionNode partition = engine.node(id).partition("p00001").orElseThrow();
            partition.signal(Instant.EPOCH.plus(Duration.ofHours(engine.processed.size())));
            partition.node().getSession().save();
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
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
