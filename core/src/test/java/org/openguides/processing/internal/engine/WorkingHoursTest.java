package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.DailyHours;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunPhase;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.coordination.Coordinations;

import static org.junit.jupiter.api.Assertions.assertEquals;
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
