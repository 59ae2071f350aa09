package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.util.Set;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.internal.engine.coordination.Coordinations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Workers are shared by runs. */
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

    /** As Sling's queue does not tell, a partition that waits for a worker is not sent again and again. */
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
