package org.openguides.processing.it;

import java.time.Duration;
import java.util.DoubleSummaryStatistics;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/**
 * Servers that are killed (SIGKILL) or stopped during a run, and restarted on the same repository.
 * With {@code -Pnightly -Dkills=50 -Dassets=2000} the server is killed at 50 random times of a longer run; {@code -Dseed}
 * repeats the times of an earlier test.
 */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class CrashIT {

    private static final int ASSETS = Integer.getInteger("assets", 800);
    private static final long SEED = Long.getLong("seed", System.nanoTime());
    /** Documented as a minute. */
    private static final Duration GOES_ON = Duration.ofMinutes(1);

    private final Random random = new Random(SEED);
    private final FragileSling sling = new FragileSling(40, 10, 4);
    private final ManyAssets assets = ManyAssets.create(sling.admin(), "crash", ASSETS);
    private final DoubleSummaryStatistics goneOnAfter = new DoubleSummaryStatistics();

    @AfterAll
    void end() {
        sling.close();
        System.out.printf(
                Locale.ROOT,
                "%d crashes, -Dseed=%d: runs went on %.1f s after the restart at the earliest, %.1f on average, %.1f at"
                        + " the latest%n",
                goneOnAfter.getCount(),
                SEED,
                goneOnAfter.getMin(),
                goneOnAfter.getAverage(),
                goneOnAfter.getMax());
    }

    @Test
    void aRunSurvivesACrashInEachPhase() {
        RunAudit audit = new RunAudit(sling.admin(), assets);
        String id = startAndCrashBeforeItBegins();

        sling.api().await(id, "selection", run -> found(run) > random.nextInt(ASSETS / 2));
        sling.server().stop();
        sling.start();
        int some = random.nextInt(ASSETS / 4, ASSETS / 2);
        sling.api().await(id, "some", run -> number(run, "triggeredCount") >= some);
        crashDuringRecovery(id);
        sling.api().await(id, "most", run -> number(run, "triggeredCount") > ASSETS - 100);
        crash(id);

        sling.api().awaitSuccess(id);
        audit.assertComplete(sling.admin(), id);
    }

    /** The current asset of the worker takes longer than this test needs to kill the server. */
    @Test
    void aRunThatIsBeingCancelledStaysCancelledAfterACrash() {
        TestContent content = new TestContent(sling.admin(), TestContent.Kind.FILE, "cancelled");
        content.put("dawdles.dita", DitaProject.topic("t", "Slow", ""));
        String id = sling.api().start(request(content.folder()));
        String partition = RunAudit.node(sling.admin(), id) + "/partitions/p00001.json";
        Awaitility.await("worker")
                .ignoreExceptions()
                .until(() -> text(sling.admin().json(partition), "state").equals("WORKING"));
        sling.api().control("cancel", id);
        sling.server().awaitFlush();
        assertEquals("PROCESSING", text(sling.api().status(id), "status"));

        sling.crash();

        sling.api().awaitEnd(id, "CANCELLED");
        RunAudit.assertNothingIsLeftBehind(sling.admin(), id);
        sling.api().control("resume", id);
        assertEquals(1, number(sling.api().awaitSuccess(id), "succeededCount"));
    }

    @Test
    void aCancelSurvivesACrashAndTheRunCanBeResumed() {
        RunAudit audit = new RunAudit(sling.admin(), assets);
        String id = sling.api().start(request(assets.folder()));
        sling.api().await(id, "some", run -> number(run, "triggeredCount") > ASSETS * 3 / 10);

        sling.api().control("cancel", id);
        sling.server().awaitFlush();
        sling.crash();
        sling.api().awaitEnd(id, "CANCELLED");
        audit.assertConsistent(sling.admin(), id);

        int done = number(sling.api().control("resume", id), "triggeredCount");
        assertTrue(done > ASSETS / 4, "done: " + done);
        sling.api().await(id, "more", run -> number(run, "triggeredCount") > done + 100);
        crash(id);
        sling.api().awaitSuccess(id);
        audit.assertComplete(sling.admin(), id);
    }

    @Test
    void aRunSurvivesACrashAtAnyTime() {
        JsonObject run = sling.api().run(request(assets.folder()));
        long millis = run.get("completedAt").getAsLong() - run.get("startedAt").getAsLong();
        for (int i = 1; i <= Integer.getInteger("kills", 50); i++) {
            RunAudit audit = new RunAudit(sling.admin(), assets);
            String id = sling.api().start(request(assets.folder()));
            sling.server().awaitFlush();
            pause(random.nextLong(millis));
            crash(id);
            sling.api().awaitSuccess(id);
            audit.assertComplete(sling.admin(), id);
        }
    }

    private String startAndCrashBeforeItBegins() {
        JsonObject dryRun = request(assets.folder());
        dryRun.addProperty("dryRun", true);
        sling.api().run(dryRun); // creates the queue
        new HeldQueue(sling.admin(), HeldQueue.RUNS);
        String id = sling.api().start(request(assets.folder()));
        sling.server().awaitFlush();
        assertEquals("WAITING", text(sling.api().status(id), "status"));
        crash(id);
        return id;
    }

    /**
     * During the start of repository, bundles and run. A crash before the server exists would not test runs, and
     * may leave a framework that never starts again: Sling overwrites {@code sling.options.file} in place.
     */
    private void crashDuringRecovery(String id) {
        sling.server().kill();
        sling.begin();
        sling.server().awaitAnswer();
        pause(random.nextLong(4000));
        crash(id);
    }

    /** Crashes and restarts the server, and waits for the run to continue. */
    private void crash(String id) {
        sling.server().kill();
        long started = System.nanoTime();
        sling.start();
        double ready = (System.nanoTime() - started) / 1e9;
        JsonObject found = sling.api().status(id);
        JsonObject goesOn = Awaitility.await("progress of " + id)
                .atMost(GOES_ON)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> sling.api().status(id), run -> !isSame(found, run));
        double seconds = (System.nanoTime() - started) / 1e9;
        goneOnAfter.accept(seconds);
        System.out.printf(
                Locale.ROOT,
                "Crashed at %s %d, ready after %.1f s, goes on after %.1f s: %s %d%n",
                text(found, "status"),
                number(found, "triggeredCount"),
                ready,
                seconds,
                text(goesOn, "status"),
                number(goesOn, "triggeredCount"));
    }

    private static boolean isSame(JsonObject found, JsonObject now) {
        return text(found, "status").equals("PROCESSING")
                && text(now, "status").equals("PROCESSING")
                && number(found, "triggeredCount") == number(now, "triggeredCount");
    }

    private static int found(JsonObject run) {
        return number(run.getAsJsonObject("migrationSet"), "totalFiles");
    }

    private void pause(long millis) {
        try {
            assertFalse(sling.server().process().waitFor(millis, TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
