package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntConsumer;

import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.throttle.Throttle;
import org.openguides.processing.internal.engine.throttle.Throttles;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.spi.ItemResult;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.api.ThrottleReason.CONFIGURATION;

class ThrottledRunTest {

    private static final Throttle ASLEEP =
            new Throttle(Duration.ofDays(1), 100, 100, Duration.ofSeconds(1), Duration.ofSeconds(1), 2);

    private static final Throttle HALF_TIME =
            new Throttle(Duration.ZERO, 100, 50, Duration.ofHours(1), Duration.ofHours(1), 2);

    private final TestEngine engine = new TestEngine();
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private final ExecutorService workers = Executors.newCachedThreadPool();

    @BeforeEach
    void content() {
        engine.files(20);
        // one slice selects them all, as a selection would pause after it, too
        engine.partitionSize = 21;
        engine.throttle = () -> ASLEEP;
    }

    @AfterEach
    void close() {
        thread.shutdownNow();
        workers.shutdownNow();
        engine.oak.close();
    }

    /** It pauses after the first batch, for a day unless it is woken. */
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aRunThatRestsCanBeCancelled() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = thread.submit(() -> engine.coordinate(id));
        Awaitility.await("first batch")
                .ignoreExceptionsInstanceOf(NoSuchElementException.class)
                .until(() -> engine.node(id).partition("p00001").orElseThrow().position() == 4);
        engine.cancel(id, "writer");

        assertEquals(Coordinations.Result.ENDED, end.get());
        assertEquals(RunState.CANCELLED, engine.run(id).state());
        assertEquals(4, engine.processed.size());
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aSelectionThatRestsNoticesThatTheEngineStops() throws Exception {
        engine.files(30);
        engine.throttle = () -> {
            engine.stopAfter = 0;
            return ASLEEP;
        };
        String id = engine.start(engine.request("/content/dam"));

        assertEquals(Coordinations.Result.INTERRUPTED, engine.coordinate(id));
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aRunThatRestsGoesOnAsSoonAsTheThrottleIsOpened() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        AtomicInteger asked = new AtomicInteger();
        engine.throttle = () -> asked.getAndIncrement() < 4 ? ASLEEP : Throttles.OPEN;

        engine.coordinate(id);

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aRunThatRestsLeavesWhenTheSystemStops() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        engine.stopAfter = 4;

        assertEquals(Coordinations.Result.INTERRUPTED, engine.coordinate(id));
    }

    @Test
    void workersLookForRequestsAfterEachAssetAndOnceMoreBeforeACommit() throws Exception {
        engine.throttle = () -> HALF_TIME;
        AtomicInteger looks = countLooks();
        List<Integer> looksBefore = new ArrayList<>();
        engine.processor = asset -> {
            looksBefore.add(looks.getAndSet(0));
            engine.clock.forward(Duration.ofSeconds(1));
            return ItemResult.success(FileType.DITA_TOPIC);
        };

        engine.coordinate(engine.start(engine.request("/content/dam")));

        assertEquals(20, looksBefore.size());
        for (int asset = 1; asset < 20; asset++) {
            // four assets make a batch; the first commit has none before it that tells how long commits take
            boolean afterACommit = asset % 4 == 0 && asset > 4;
            int least = afterACommit ? 2 : 1;
            assertTrue(looksBefore.get(asset) >= least, asset + ": " + looksBefore);
        }
    }

    @Test
    void linkingLooksForRequestsAfterFiftyAssetsAtMost() throws Exception {
        engine.files(140);
        engine.partitionSize = 140;
        engine.batchSize = 140;
        engine.throttle = () -> HALF_TIME;
        AtomicInteger looks = countLooks();
        List<Integer> linked = new ArrayList<>();
        List<Integer> looksBefore = new ArrayList<>();
        engine.links = links(assets -> {
            linked.add(assets);
            looksBefore.add(looks.getAndSet(0));
            engine.clock.forward(Duration.ofSeconds(1));
        });

        engine.coordinate(engine.start(engine.request("/content/dam")));

        assertEquals(140, linked.stream().mapToInt(Integer::intValue).sum());
        assertTrue(linked.stream().allMatch(assets -> assets <= 50), linked::toString);
        assertTrue(looksBefore.stream().skip(1).allMatch(count -> count > 0), looksBefore::toString);
        assertTrue(looks.get() > 0, "after the last assets");
    }

    private AtomicInteger countLooks() {
        AtomicInteger looks = new AtomicInteger();
        engine.foreground = new FakeForeground() {
            @Override
            public boolean awaitIdle(Duration most) {
                looks.incrementAndGet();
                return true;
            }
        };
        return looks;
    }

    private static AssetLinks links(IntConsumer linked) {
        return (run, session) -> (assets, doubtful) -> {
            linked.accept(assets.size());
            return Collections.nCopies(assets.size(), new AssetLinks.Links(List.of(), List.of()));
        };
    }

    @Test
    void aBatchThatHasBegunIsSavedAsSoonAsAnAuthorWrites() throws Exception {
        engine.throttle = () -> Throttles.OPEN;
        FakeForeground foreground = new FakeForeground();
        engine.foreground = foreground;
        engine.whenProcessed(2, () -> foreground.written = true);
        engine.whenProcessed(3, TestEngine::crash);
        String id = engine.start(engine.request("/content/dam"));

        assertThrows(Crash.class, () -> engine.coordinate(id));

        assertEquals(3, engine.node(id).partition("p00001").orElseThrow().position());
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aRunReportsItsThrottlingOnlyWhileItIsThrottled() throws Exception {
        AtomicReference<Throttle> now = new AtomicReference<>(ASLEEP);
        engine.throttle = now::get;
        engine.workers = workers;
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(8, () -> awaitReason(id, null));
        Future<Coordinations.Result> end = thread.submit(() -> engine.coordinate(id));

        awaitReason(id, CONFIGURATION);
        now.set(Throttles.OPEN);

        assertEquals(Coordinations.Result.ENDED, end.get());
        assertEquals(new Counts(20, 0, 0), engine.run(id).counts());
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void ofTheReasonsOfSeveralWorkersTheFirstIsTold() throws Exception {
        engine.workers = workers;
        engine.partitionSize = 10;
        engine.processor = asset -> ItemResult.success(FileType.DITA_TOPIC);
        String id = engine.start(engine.request("/content/dam"));
        engine.throttle = () -> isSelected(id) ? ASLEEP : Throttles.OPEN;
        Future<Coordinations.Result> end = thread.submit(() -> engine.coordinate(id));
        Awaitility.await("both at rest")
                .ignoreExceptionsInstanceOf(NoSuchElementException.class)
                .until(() -> partition(id, "p00001") == CONFIGURATION && partition(id, "p00002") == CONFIGURATION);

        say(id, ThrottleReason.STORAGE);
        awaitReason(id, ThrottleReason.STORAGE);
        say(id, ThrottleReason.AUTHORS);
        awaitReason(id, ThrottleReason.AUTHORS);
        say(id, null);
        awaitReason(id, CONFIGURATION);
        engine.cancel(id, "writer");

        assertEquals(Coordinations.Result.ENDED, end.get());
        assertNull(engine.run(id).throttledBy());
    }

    /** The foreground is checked after each of ten assets and before the commit. */
    @Test
    void requestsAreTheReasonWhenOneLookInTenFindsSome() throws Exception {
        engine.files(30);
        engine.partitionSize = 30;
        engine.batchSize = 10;
        engine.throttle = () -> HALF_TIME;
        FakeForeground foreground = new FakeForeground();
        engine.foreground = foreground;
        String id = engine.start(engine.request("/content/dam"));
        Set<Integer> asked = Set.of(3, 7, 13);
        List<String> told = new ArrayList<>();
        AtomicInteger processed = new AtomicInteger();
        engine.processor = asset -> {
            engine.clock.forward(Duration.ofMillis(100));
            int number = processed.getAndIncrement();
            foreground.asked = asked.contains(number);
            if (number % 10 == 0) {
                told.add(String.valueOf(partition(id, "p00001")));
            }
            return ItemResult.success(FileType.DITA_TOPIC);
        };

        engine.coordinate(id);

        assertEquals(List.of("null", "REQUESTS", "null"), told);
    }

    @Test
    void authorsAreTheReasonOnlyWhileTheyWrite() throws Exception {
        engine.partitionSize = 20;
        engine.throttle = () -> Throttles.OPEN;
        FakeForeground foreground = new FakeForeground();
        engine.foreground = foreground;
        String id = engine.start(engine.request("/content/dam"));
        List<String> told = new ArrayList<>();
        for (int batch = 0; batch < 20; batch += 4) {
            boolean written = batch == 4;
            engine.whenProcessed(batch, () -> {
                told.add(String.valueOf(partition(id, "p00001")));
                foreground.written = written;
            });
        }

        engine.coordinate(id);

        assertEquals(List.of("null", "null", "AUTHORS", "null", "null"), told);
    }

    private boolean isSelected(String id) {
        try {
            return engine.node(id).selection().state() == Selection.State.COMPLETE;
        } catch (RepositoryException e) {
            throw new IllegalStateException(e);
        }
    }

    private @Nullable ThrottleReason partition(String id, String name) throws RepositoryException {
        return engine.node(id).partition(name).orElseThrow().throttledBy();
    }

    private void say(String id, @Nullable ThrottleReason reason) throws RepositoryException {
        PartitionNode partition = engine.node(id).partition("p00002").orElseThrow();
        partition.setThrottledBy(reason);
        partition.node().getSession().save();
    }

    private void awaitReason(String id, @Nullable ThrottleReason reason) {
        Awaitility.await(String.valueOf(reason)).until(() -> engine.run(id).throttledBy() == reason);
    }

    /** Even if no coordinator is alive to remove the reason. */
    @Test
    void aCancelledRunIsNoLongerThrottled() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        RunNode run = engine.node(id);
        run.setThrottledBy(ThrottleReason.STORAGE);
        run.node().getSession().save();
        assertEquals(ThrottleReason.STORAGE, engine.run(id).throttledBy());

        engine.cancel(id, "writer");
        engine.coordinate(id);
        assertEquals(RunState.CANCELLED, engine.run(id).state());
        assertFalse(engine.node(id).node().hasProperty("throttledBy"));
    }

    @Test
    void aReasonThatOnlyAnotherVersionKnowsIsNotTold() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        Node run = engine.node(id).node();
        run.setProperty("throttledBy", "THE_MOON");
        run.getSession().save();

        assertNull(engine.run(id).throttledBy());
    }
}
