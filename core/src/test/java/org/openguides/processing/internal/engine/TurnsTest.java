package org.openguides.processing.internal.engine;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.throttle.Throttle;
import org.openguides.processing.spi.ItemResult;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs share the workers. */
class TurnsTest {

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void close() {
        engine.oak.close();
    }

    @Test
    void besideAnotherRunAWorkerGivesItsPartitionBackAfterItsTurnAndNothingIsLostOrDoneTwice() throws Exception {
        engine.files(30);
        // each batch is a turn of its own
        engine.turn = Duration.ofNanos(-1);
        engine.start(engine.request("/content/other"));
        String id = engine.start(engine.request("/content/dam"));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(new Counts(30, 0, 0), engine.run(id).counts());
        assertEquals(30, engine.processed.size());
        assertEquals(30, Set.copyOf(engine.processed).size());
        assertTrue(engine.sent > 10, () -> "jobs for three partitions: " + engine.sent);
    }

    /** The throttle applies to the node, however many runs share its workers. */
    @Test
    void aWorkerRestsBeforeItGivesItsPartitionBack() throws Exception {
        engine.files(10);
        engine.partitionSize = 20;
        engine.turn = Duration.ofNanos(-1);
        engine.start(engine.request("/content/other"));
        AtomicInteger rests = new AtomicInteger();
        engine.throttle = () -> {
            rests.incrementAndGet();
            return new Throttle(Duration.ofMillis(1), 100, 100, Duration.ofHours(1), Duration.ofHours(1), 2);
        };
        String id = engine.start(engine.request("/content/dam"));
        int before = rests.get();
        engine.coordinate(id);
        int beside = rests.get() - before;

        engine.turn = Duration.ofDays(1);
        String again = engine.start(engine.request("/content/dam"));
        before = rests.get();
        engine.coordinate(again);

        assertTrue(beside >= rests.get() - before, () -> beside + " questions, alone " + rests.get());
    }

    @Test
    void anOutageIsWaitedForAsLongBesideOtherRuns() throws Exception {
        engine.files(10);
        engine.turn = Duration.ofNanos(-1);
        engine.storageWait = Duration.ofSeconds(60);
        engine.start(engine.request("/content/other"));
        String id = engine.start(engine.request("/content/dam"));
        engine.links = (run, session) -> (assets, doubtful) -> {
            throw new ContentUnreachableException("/content/dam/f000.dita", new IOException("away"));
        };
        engine.processor = asset -> ItemResult.success(FileType.DITA_TOPIC);
        engine.advanceWithEachLook(Duration.ofSeconds(1));
        ExecutorService threads = Executors.newFixedThreadPool(2);
        engine.inThreads(threads);
        try {
            assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));
        } finally {
            threads.shutdownNow();
        }

        assertEquals(RunState.FAILED, engine.run(id).state());
        assertTrue(engine.run(id).comment().startsWith("The data store was unavailable for 60 s"));
        assertEquals(
                1,
                engine.log(id).stream()
                        .filter(line -> line.contains("has been unavailable since"))
                        .count());
    }

    @Test
    void aRunThatIsAloneKeepsItsWorkers() throws Exception {
        engine.files(30);
        engine.turn = Duration.ofNanos(-1);
        String id = engine.start(engine.request("/content/dam"));

        assertEquals(Coordinations.Result.ENDED, engine.coordinate(id));

        assertEquals(1 + 2 * 3, engine.sent, "one job for the selection, two for each partition");
    }

    @Test
    void aRunHasItsShareOfTheWorkersAndOneMore() {
        RunSettings settings = engine.settings();
        RunSettings.Sizes sizes = settings.sizes();
        RunSettings unlimited = new RunSettings(
                new RunSettings.Sizes(
                        sizes.partition(), 0, sizes.batch(), sizes.batchTime(), sizes.workers(), sizes.turn()),
                settings.pollInterval(),
                settings.renewOutdated(),
                settings.comparedBytes(),
                settings.leases(),
                settings.limits(),
                settings.waits(),
                settings.errorBudget());
        assertEquals(3, unlimited.inFlight(1, 1), "two workers, and one partition for the first that is done");
        assertEquals(2, unlimited.inFlight(1, 2));
        assertEquals(1, unlimited.inFlight(1, 50));
        assertEquals(21, unlimited.inFlight(10, 1), "no run is limited to some workers of a large cluster");
        assertEquals(2, settings.inFlight(10, 1), "as configured");
    }

    @Test
    void aCoordinatorThatWaitsCommitsNothingButHeartbeats() throws Exception {
        engine.files(10);
        engine.workers = waiting -> {};
        engine.waits = true;
        String id = engine.start(engine.request("/content/dam"));
        long[] commits = {0};
        int[] looks = {0};
        engine.beforeEachLook = () -> {
            engine.clock.forward(Duration.ofSeconds(1));
            looks[0]++;
            commits[0] = looks[0] == 10 ? engine.oak.costs().commits() : commits[0];
            if (looks[0] == 70) {
                commits[0] = engine.oak.costs().commits() - commits[0];
                engine.stopAfter = 0;
            }
        };

        engine.coordinate(id);

        assertTrue(commits[0] >= 5 && commits[0] <= 7, () -> commits[0] + " commits in a minute");
    }

    /** Sling's queue does not tell, so a waiting partition must not be sent again and again. */
    @Test
    void aPartitionThatWaitsForAWorkerIsSentOnce() throws Exception {
        engine.files(10);
        engine.workers = waiting -> {};
        engine.waits = true;
        String id = engine.start(engine.request("/content/dam"));
        int[] looks = {0};
        engine.beforeEachLook = () -> {
            engine.clock.forward(Duration.ofSeconds(30));
            if (looks[0]++ > 120) {
                engine.stopAfter = 0;
            }
        };

        assertEquals(Coordinations.Result.INTERRUPTED, engine.coordinate(id));

        assertEquals(1 + 1, engine.sent, "the selection, and the partition once in an hour");
    }
}
