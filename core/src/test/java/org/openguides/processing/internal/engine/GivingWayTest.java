package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.coordination.RunCoordinator;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.store.SupersededException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A run of the system refuses no user, and an asset never has two writers. */
class GivingWayTest {

    private static final String ROOT = "/content/dam";

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void nothingIsLeftOpen() {
        assertEquals(0, engine.oak.openSessions());
        engine.oak.close();
    }

    @Test
    void theRunOfAUserBeginsWhenTheRunOfTheSystemHasEnded() throws Exception {
        engine.files(30);
        String system = engine.start(system(ROOT));
        List<String> user = new ArrayList<>();
        List<RunCoordinator> coordinators = new ArrayList<>();
        engine.whenProcessed(5, () -> {
            user.add(start(engine.request(ROOT + "/f003.dita")));
            RunCoordinator waiting = engine.acquirer().acquire(user.get(0)).orElseThrow();
            int sent = engine.sent;
            assertFalse(engineTick(waiting));
            assertEquals(sent, engine.sent, "it must not be given to workers yet");
            assertEquals(
                    "Waits until a job of the system that covers the same paths has stopped",
                    engine.run(user.get(0)).comment());
            coordinators.add(waiting);
        });
        engine.coordinate(system);
        assertEquals(RunState.CANCELLED, engine.run(system).state());
        assertFalse(engine.session().nodeExists(Claims.ROOT + "/" + system));

        engineTick(coordinators.get(0));
        assertEquals("", engine.run(user.get(0)).comment());
        release(coordinators.get(0));
        engine.coordinate(user.get(0));
        Run run = engine.run(user.get(0));
        assertEquals(RunState.SUCCEEDED, run.state());
        assertEquals(1, run.counts().succeeded());
    }

    @Test
    void aRunOfTheSystemDoesNotGiveWayToAnother() throws Exception {
        engine.files(2);
        engine.start(system(ROOT));
        assertThrows(OverlapException.class, () -> engine.start(system(ROOT + "/f000.dita")));
    }

    @Test
    void aRunOfAUserDoesNotGiveWay() throws Exception {
        engine.files(2);
        engine.start(engine.request(ROOT));
        assertThrows(OverlapException.class, () -> engine.start(engine.request(ROOT + "/f000.dita")));
        assertThrows(OverlapException.class, () -> engine.start(system(ROOT)));
    }

    @Test
    void aResumedRunOfAUserIsGivenWayToo() throws Exception {
        engine.files(2);
        String user = engine.start(engine.request(ROOT));
        engine.cancel(user, "admin");
        String system = engine.start(system(ROOT));
        engine.resume(user);
        assertEquals(RunState.CANCELLED, engine.run(system).state());
        engine.coordinate(user);
        assertEquals(RunState.SUCCEEDED, engine.run(user).state());
    }

    /** A job of an earlier attempt may still be queued. */
    @Test
    void noWorkerBeginsAPartitionOfARunThatWaits() throws Exception {
        engine.files(30);
        String user = engine.start(engine.request(ROOT));
        engine.whenProcessed(5, () -> engine.cancel(user, "admin"));
        engine.coordinate(user);
        String system = engine.start(system(ROOT));
        engine.acquirer().acquire(system).orElseThrow();
        engine.resume(user);
        engine.acquirer().acquire(user).orElseThrow();
        int before = engine.processed.size();

        engine.partitions().work(user, "p00001", () -> false);
        assertEquals(before, engine.processed.size());
    }

    /** Three deaths in a row without progress would end it. */
    @Test
    void deathsOfTheServerDoNotCountWhileARunWaits() throws Exception {
        engine.files(30);
        String system = engine.start(system(ROOT));
        RunCoordinator inTheWay =
                engine.rival("other").acquirer().acquire(system).orElseThrow();
        String user = engine.start(engine.request(ROOT));
        for (int death = 1; death <= 5; death++) {
            assertFalse(engineTick(engine.acquirer().acquire(user).orElseThrow()));
            engine.restartNode();
        }
        assertTrue(engineTick(inTheWay));

        engine.coordinate(user);

        assertEquals(RunState.SUCCEEDED, engine.run(user).state());
        assertEquals(30, engine.run(user).counts().succeeded());
    }

    /** It cannot be ended, so it would never release its claim. */
    @ParameterizedTest
    @ValueSource(strings = {"damaged", "missing", "of a later version"})
    void aRunOfTheSystemWhoseRecordCannotBeReadRefusesOthers(String record) throws Exception {
        engine.files(2);
        String system = engine.start(system(ROOT));
        Session session = engine.session();
        Node run = RunStore.find(session, system).orElseThrow().node();
        switch (record) {
            case "damaged" -> run.getProperty("state").remove();
            case "missing" -> run.remove();
            default -> run.setProperty("formatVersion", 1_000);
        }
        session.save();

        assertThrows(OverlapException.class, () -> engine.start(engine.request(ROOT)));
    }

    @Test
    void aUserWhoIsCalledSystemIsAUser() throws Exception {
        engine.files(2);
        engine.start(engine.requestBy(RunRequest.SYSTEM, ROOT));
        assertThrows(OverlapException.class, () -> engine.start(engine.request(ROOT)));
    }

    @Test
    void theRunOfAMissingUserWhoIsCalledSystemProcessesNothing() throws Exception {
        engine.files(2);
        String id = engine.start(engine.requestBy(RunRequest.SYSTEM, ROOT));
        engine.coordinate(id);
        assertEquals(2, engine.run(id).counts().skipped());
        assertEquals(List.of(), engine.processed);
    }

    @Test
    void manyStartsAtOnceDoNotConflict() throws Exception {
        int count = 50;
        engine.files(count);
        engine.retry = new Retry(new Retry.Policy(1, Duration.ZERO, Duration.ZERO));
        var lifecycle = engine.lifecycle();
        CountDownLatch go = new CountDownLatch(1);
        ExecutorService threads = Executors.newFixedThreadPool(count);
        try {
            List<Future<String>> starts = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                RunRequest request = engine.request(TestEngine.file(i));
                Callable<String> start = () -> {
                    go.await();
                    return lifecycle.start(request);
                };
                starts.add(threads.submit(start));
            }
            go.countDown();
            for (Future<String> start : starts) {
                assertEquals(RunState.QUEUED, engine.run(start.get()).state());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static RunRequest system(String path) {
        return RunRequest.of(List.of(path), RunRequest.SYSTEM)
                .system(true)
                .filter(AssetFilter.ALL.withSkipProcessed(true))
                .build();
    }

    private String start(RunRequest request) {
        try {
            return engine.lifecycle().start(request);
        } catch (OverlapException e) {
            throw new IllegalStateException(e);
        }
    }

    private static boolean engineTick(RunCoordinator coordinator) {
        try {
            return coordinator.tick();
        } catch (RepositoryException | SupersededException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void release(RunCoordinator coordinator) {
        try {
            coordinator.release();
        } catch (RepositoryException | SupersededException e) {
            throw new IllegalStateException(e);
        }
    }
}
