package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.DailyHours;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunPhase;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.store.PartitionNode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs with working hours. */
class WorkingHoursTest {

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void close() {
        engine.oak.close();
    }

    @Test
    void aRunRestsOutsideOfItsHoursAndGoesOnWithTheNext() throws Exception {
        engine.files(30);
        String id = engine.start(request().dailyHours(hoursAroundNow()).build());
        engine.whenProcessed(12, () -> engine.clock.jump(Duration.ofHours(2)));
        AtomicInteger looks = new AtomicInteger();
        AtomicInteger rested = new AtomicInteger(-1);
        engine.beforeEachLook = () -> TestEngine.happen(() -> {
            if (engine.run(id).comment().startsWith("Rests until ") && looks.incrementAndGet() == 3) {
                rested.set(engine.processed.size());
                engine.clock.jump(Duration.ofHours(22));
            }
        });

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertTrue(rested.get() >= 12 && rested.get() < 30, () -> "processed before it rested: " + rested);
        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
        assertEquals(new Counts(30, 0, 0), engine.run(id).counts());
        assertEquals(30, Set.copyOf(engine.processed).size());
        assertEquals(30, engine.processed.size());
        assertEquals("", engine.run(id).comment());
        List<String> log = engine.log(id);
        assertTrue(log.stream().anyMatch(line -> line.contains("Rests until ")), log::toString);
        assertTrue(
                log.stream().anyMatch(line -> line.contains("Continues, as its working hours have begun")),
                log::toString);
    }

    @Test
    void aWorkerStopsAfterItsBatchAndNothingIsSentWhileTheRunRests() throws Exception {
        engine.files(30);
        engine.batchSize = 1;
        engine.partitionSize = 30;
        ExecutorService threads = Executors.newCachedThreadPool();
        engine.inThreads(threads);
        String id = engine.start(request().dailyHours(hoursAroundNow()).build());
        engine.whenProcessed(12, () -> {
            engine.clock.jump(Duration.ofHours(2));
            Awaitility.await("rest").until(() -> rests(id));
        });
        List<Integer> sent = new ArrayList<>();
        AtomicInteger rested = new AtomicInteger();
        engine.beforeEachLook = () -> TestEngine.happen(() -> {
            if (rests(id) && isGivenBack(id) && sent.size() < 10) {
                engine.clock.forward(Duration.ofMinutes(3)); // longer than a lease
                sent.add(engine.sent);
                rested.set(engine.processed.size());
                if (sent.size() == 10) {
                    engine.clock.jump(Duration.ofHours(22));
                }
            }
        });
        try {
            assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        } finally {
            threads.shutdownNow();
        }
        assertEquals(13, rested.get());
        assertEquals(1, Set.copyOf(sent).size(), sent::toString);
        assertEquals(new Counts(30, 0, 0), engine.run(id).counts());
    }

    private boolean rests(String id) throws RepositoryException {
        return engine.run(id).comment().startsWith("Rests until ");
    }

    private boolean isGivenBack(String id) throws RepositoryException {
        return engine.node(id).partition("p00001").orElseThrow().state() == PartitionNode.State.READY;
    }

    @Test
    void aRunThatRestsCanBeCancelledAndResumed() throws Exception {
        engine.files(30);
        String id = engine.start(request().dailyHours(hoursAroundNow()).build());
        engine.whenProcessed(12, () -> engine.clock.jump(Duration.ofHours(2)));
        engine.beforeEachLook = () -> TestEngine.happen(() -> {
            Run run = engine.run(id);
            if (run.state() == RunState.RUNNING && run.comment().startsWith("Rests until ")) {
                engine.cancel(id, "jane");
            }
        });
        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        assertEquals(RunState.CANCELLED, engine.run(id).state());

        engine.clock.jump(Duration.ofHours(22));
        engine.resume(id);
        engine.coordinate(id);

        assertEquals(new Counts(30, 0, 0), engine.run(id).counts());
        assertEquals(30, engine.processed.size());
    }

    /** Three deaths in a row without progress would end it. */
    @Test
    void deathsOfTheServerDoNotCountWhileARunRests() throws Exception {
        engine.files(30);
        String id = engine.start(request().dailyHours(hoursAroundNow()).build());
        engine.whenProcessed(12, () -> engine.clock.jump(Duration.ofHours(2)));
        engine.beforeEachLook = () -> TestEngine.happen(() -> {
            if (rests(id)) {
                TestEngine.crash();
            }
        });
        for (int death = 1; death <= 5; death++) {
            assertThrows(Crash.class, () -> engine.coordinate(id));
            engine.restartNode();
        }
        engine.beforeEachLook = () -> {};
        engine.clock.jump(Duration.ofHours(22));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(new Counts(30, 0, 0), engine.run(id).counts());
    }

    @Test
    void aRunDoesNotBeginBeforeItsTime() throws Exception {
        engine.files(3);
        Instant begin = engine.clock.instant().plus(Duration.ofDays(3));
        String id = engine.start(request().notBefore(begin).build());
        Coordinations coordinations = new Coordinations(engine.node(), engine.acquirer());
        try (coordinations) {
            coordinations.add(id, () -> false, result -> {});
            engine.clock.awaitAsked(3);
            assertEquals(RunState.QUEUED, engine.run(id).state());
            assertEquals(RunPhase.WAITING, engine.run(id).phase());
        }
        assertEquals(List.of(), engine.processed);

        engine.clock.jump(Duration.ofDays(4));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        assertEquals(new Counts(3, 0, 0), engine.run(id).counts());
    }

    @Test
    void aRunDoesNotBeginOutsideOfItsHours() throws Exception {
        LocalTime later = now().plusHours(3);
        String id = engine.start(
                request().dailyHours(new DailyHours(later, later.plusHours(1))).build());
        assertEquals(
                Duration.ofHours(3),
                engine.acquirer().untilBegin(id).plusSeconds(30).truncatedTo(ChronoUnit.HOURS));

        engine.clock.jump(Duration.ofHours(3).plusMinutes(1));

        assertEquals(Duration.ZERO, engine.acquirer().untilBegin(id));
    }

    private DailyHours hoursAroundNow() {
        return new DailyHours(now().minusHours(1), now().plusHours(1));
    }

    private LocalTime now() {
        return engine.clock
                .instant()
                .atZone(ZoneId.systemDefault())
                .toLocalTime()
                .truncatedTo(ChronoUnit.MINUTES);
    }

    private static RunRequest.Builder request() {
        return RunRequest.of(List.of("/content/dam"), "admin");
    }
}
