package org.openguides.processing.internal.engine;

import java.util.List;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.store.PartitionNode;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A worker of another node has read a partition as ready, and acquires it at the moment when the run ends. */
class EndOfRunTest {

    private static final String PARTITION = "p00001";

    private final TestEngine east = new TestEngine();
    private final TestEngine west = east.rival("west");
    private String id;

    @BeforeEach
    void aPartitionThatNobodyHas() throws Exception {
        east.files(10);
        id = east.start(east.request("/content/dam"));
        east.workers = job -> east.stopAfter = 0;
        assertEquals(Coordinations.Result.INTERRUPTED, east.coordinate(id));
        assertEquals(
                PartitionNode.State.READY,
                east.node(id).partition(PARTITION).orElseThrow().state());
        east.stopAfter = Integer.MAX_VALUE;
    }

    @AfterEach
    void close() {
        assertEquals(0, east.oak.openSessions());
        east.oak.close();
    }

    @Test
    void noPartitionOfACancelledRunCanBeAcquired() throws Exception {
        west.clock.whenAsked(() -> {
            east.cancel(id, "jane");
            assertEquals(Coordinations.Result.ENDED, east.coordinate(id));
        });
        assertNotTaken();
        assertEquals(RunState.CANCELLED, east.run(id).state());
        assertTheRestIsDoneWhenItIsResumed();
    }

    @Test
    void noPartitionOfAnAbandonedRunCanBeAcquired() throws Exception {
        west.clock.whenAsked(() -> east.acquirer().fail(id, "the server is broken"));
        assertNotTaken();
        assertEquals(RunState.FAILED, east.run(id).state());
        assertTheRestIsDoneWhenItIsResumed();
    }

    /** The end has been requested, but the coordinator has not noticed yet. */
    @Test
    void noWorkerStartsWithWorkThatIsNoLongerNeeded() throws Exception {
        east.cancel(id, "jane");
        assertNotTaken();
        assertEquals(RunState.RUNNING, east.run(id).state());
    }

    private void assertNotTaken() throws Exception {
        assertEquals(PartitionWorker.Result.NOT_MINE, west.partitions().work(id, PARTITION, () -> false));
        assertEquals(List.of(), west.processed);
        PartitionNode partition = east.node(id).partition(PARTITION).orElseThrow();
        assertEquals(PartitionNode.State.READY, partition.state());
        assertEquals("", partition.owner());
    }

    private void assertTheRestIsDoneWhenItIsResumed() throws Exception {
        east.workers = Runnable::run;
        east.resume(id);
        assertEquals(Coordinations.Result.ENDED, east.coordinate(id));
        assertEquals(new Counts(10, 0, 0), east.run(id).counts());
    }
}
