package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.catalog.Standing;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.spi.PropertyChange;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Assets that AEM, a user or another program holds when they are processed, with a clock that advances with each check of a coordinator or worker whether to stop. */
class DeferredAssetsTest {

    private static final int ASSETS = 12;
    private static final Duration LIMIT = Duration.ofSeconds(60);
    /** Longer than any run waits for what a user holds. */
    private static final Duration FOR_EVER = Duration.ofDays(1);

    private static final String HELD = path(5);
    private static final String STATE = "jcr:content/dam:assetState";
    private static final String YET = " cannot be processed yet; the run tries again later";

    private final TestEngine engine = new TestEngine();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @BeforeEach
    void content() throws Exception {
        engine.countsCommits = true;
        engine.workers = threads;
        engine.limitNothing();
        engine.laterWait = FOR_EVER;
        engine.session().getWorkspace().getNamespaceRegistry().registerNamespace("cq", "http://www.day.com/jcr/cq/1.0");
        for (int i = 0; i < ASSETS; i++) {
            engine.oak.damAsset(path(i), "<topic id='t" + i + "'/>");
            engine.oak.set(path(i), STATE, "processed");
        }
        engine.advanceWithEachLook(Duration.ofSeconds(2));
    }

    @AfterEach
    void end() {
        threads.shutdownNow();
        engine.oak.close();
    }

    @Test
    void whatAemStillProcessesIsProcessedAfterTheOthers() throws Exception {
        engine.oak.set(HELD, STATE, "processing");
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);
        awaitComment(id, "1 asset" + YET);
        assertEquals(new Counts(ASSETS - 1, 0, 0), engine.run(id).counts());
        assertEquals(RunState.RUNNING, engine.run(id).state());
        engine.oak.set(HELD, STATE, "processed");

        await(end);
        assertAllSucceeded(id);
        assertEquals(HELD, engine.processed.get(ASSETS - 1));
    }

    @Test
    void whatAemProcessesForTooLongIsSkipped() throws Exception {
        engine.laterWait = Duration.ofSeconds(90);
        engine.oak.set(HELD, STATE, "processing");
        Instant began = engine.clock.instant();
        assertSkipped("AEM still processes it after 90 s");
        assertFalse(engine.clock.instant().isBefore(began.plusSeconds(90)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cq:drivelock", "cq:driveLock"})
    void whatIsCheckedOutIsSkipped(String property) throws Exception {
        engine.oak.set(HELD, "jcr:content/" + property, "jane");
        assertSkipped("it is checked out");
    }

    @Test
    void whatIsLockedIsSkipped() throws Exception {
        lock(engine.session());
        assertSkipped("it is locked");
    }

    @Test
    void whatIsUnlockedInTimeIsProcessed() throws Exception {
        engine.beforeEachLook = () -> {}; // it is not tried again until it is unlocked
        Session session = engine.session();
        lock(session);
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);
        awaitComment(id, "1 asset" + YET);
        session.getWorkspace().getLockManager().unlock(HELD);
        engine.advanceWithEachLook(Duration.ofSeconds(2));

        await(end);
        assertAllSucceeded(id);
    }

    @Test
    void whatIsCheckedInIsSkipped() throws Exception {
        Session session = engine.session();
        session.getNode(HELD).addMixin("mix:versionable");
        session.save();
        session.getWorkspace().getVersionManager().checkin(HELD);
        assertSkipped("it is checked in, so that nothing can be written to it");
    }

    @Test
    void nothingIsLostOrCountedTwiceWhenAWorkerDies() throws Exception {
        engine.oak.set(HELD, STATE, "processing");
        engine.oak.set(path(9), STATE, "processing");
        engine.workers = Runnable::run;
        engine.whenProcessed(ASSETS - 2, () -> {
            engine.oak.set(path(9), STATE, "processed");
            TestEngine.crash();
        });
        String id = engine.start(engine.request("/content/dam"));
        Future<?> death = threads.submit(() -> assertThrows(Crash.class, () -> engine.coordinate(id)));
        awaitDeferred(id, 2);
        engine.oak.set(HELD, STATE, "processed");
        death.get(LIMIT.toSeconds(), TimeUnit.SECONDS);

        engine.restartNode();
        await(coordinate(id));
        assertAllSucceeded(id);
    }

    /** Three deaths in a row without progress would end it. */
    @Test
    void deathsOfTheServerDoNotCountWhileAllThatIsLeftIsTriedLater() throws Exception {
        engine.oak.set(HELD, STATE, "processing");
        String id = engine.start(engine.request("/content/dam"));
        engine.beforeEachLook = () -> TestEngine.happen(() -> {
            if (engine.run(id).comment().equals("1 asset" + YET)) {
                TestEngine.crash();
            }
        });
        for (int death = 1; death <= 5; death++) {
            assertThrows(Crash.class, () -> engine.coordinate(id));
            engine.restartNode();
        }
        engine.oak.set(HELD, STATE, "processed");
        engine.advanceWithEachLook(Duration.ofSeconds(2));

        await(coordinate(id));
        assertAllSucceeded(id);
    }

    @Test
    void aRunThatIsCancelledAndResumedKnowsThem() throws Exception {
        engine.oak.set(HELD, STATE, "processing");
        String id = engine.start(engine.request("/content/dam"));
        Future<Coordinations.Result> end = coordinate(id);
        awaitComment(id, "1 asset" + YET);
        engine.cancel(id, "jane");
        await(end);
        assertEquals(RunState.CANCELLED, engine.run(id).state());
        assertEquals(new Counts(ASSETS - 1, 0, 0), engine.run(id).counts());

        engine.oak.set(HELD, STATE, "processed");
        engine.resume(id);
        await(coordinate(id));
        assertAllSucceeded(id);
    }

    @Test
    void itsUuidIsComparedWithThoseOfTheOthersNevertheless() throws Exception {
        engine.countsCommits = false;
        engine.changes = List.of(new PropertyChange("fmUuid", "GUID-same"));
        engine.oak.set(HELD, STATE, "processing");
        java.util.Set<String> doubted = java.util.concurrent.ConcurrentHashMap.newKeySet();
        engine.links = (run, session) -> (assets, doubtful) -> {
            doubted.addAll(doubtful);
            return java.util.Collections.nCopies(assets.size(), new AssetLinks.Links(List.of(), List.of()));
        };
        String id = engine.start(engine.request(path(4), HELD));
        Future<Coordinations.Result> end = coordinate(id);
        awaitComment(id, "1 asset" + YET);
        engine.oak.set(HELD, STATE, "processed");
        await(end);
        assertEquals(java.util.Set.of(HELD), doubted);
    }

    private void lock(Session session) throws Exception {
        Node asset = session.getNode(HELD);
        asset.addMixin("mix:lockable");
        session.save();
        session.getWorkspace().getLockManager().lock(HELD, true, false, Long.MAX_VALUE, "jane");
    }

    private void assertSkipped(String reason) throws Exception {
        String before = engine.dump(HELD);
        String id = engine.start(engine.request("/content/dam"));
        await(coordinate(id));
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(ASSETS - 1, 0, 1), engine.run(id).counts(), () -> String.join("\n", engine.log(id)));
        assertEquals(before, engine.dump(HELD));
        assertEquals(
                1,
                engine.log(id).stream()
                        .filter(line -> line.endsWith("Skipped: " + HELD + ": " + reason))
                        .count());
    }

    private void assertAllSucceeded(String id) throws Exception {
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(ASSETS, 0, 0), engine.run(id).counts());
        for (int i = 0; i < ASSETS; i++) {
            assertEquals(Standing.Outcome.SUCCEEDED, engine.standing(path(i)).outcome());
            assertEquals("1", engine.state(path(i), "commits"), path(i));
        }
    }

    private void awaitDeferred(String id, int count) {
        Awaitility.await("deferred").atMost(LIMIT).ignoreExceptions().until(() -> {
            int deferred = 0;
            for (String name : engine.node(id).partitions()) {
                PartitionNode partition = engine.node(id).partition(name).orElseThrow();
                deferred += (int)
                        partition.deferred().stream().map(DeferredAsset::index).count();
            }
            return deferred == count;
        });
    }

    private void awaitComment(String id, String comment) {
        Awaitility.await(comment)
                .atMost(LIMIT)
                .until(() -> engine.run(id).comment().equals(comment));
    }

    private Future<Coordinations.Result> coordinate(String id) {
        return threads.submit(() -> engine.coordinate(id));
    }

    private static void await(Future<Coordinations.Result> end) throws Exception {
        assertEquals(Coordinations.Result.ENDED, end.get(LIMIT.toSeconds(), TimeUnit.SECONDS));
    }

    private static String path(int number) {
        return String.format(java.util.Locale.ROOT, "/content/dam/a%02d.dita", number);
    }
}
