package org.openguides.processing.internal.store;

import java.time.Instant;
import java.util.List;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.Selection;
import org.openguides.processing.testing.OakRepository;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CoordinatorDeathsTest {

    private static final Instant HEARTBEAT = Instant.parse("2026-03-04T12:00:00Z");
    private static final Selection WALKING = new Selection(Selection.State.WALKING, 0);
    private static final Selection COMPLETE = new Selection(Selection.State.COMPLETE, 3);

    @RegisterExtension
    final OakRepository oak = new OakRepository();

    private RunNode run;

    @BeforeEach
    void content() throws Exception {
        run = RunNode.create(
                oak.login().getRootNode(),
                "run",
                RunRequest.of(List.of("/content/dam"), "admin").build(),
                HEARTBEAT);
    }

    @Test
    void deathsAtTheSamePlaceAddUp() throws Exception {
        run.setSelection(WALKING, "/content/dam/a");
        assertEquals(1, CoordinatorDeaths.note(run));
        assertEquals(2, CoordinatorDeaths.note(run));
        assertEquals(3, CoordinatorDeaths.note(run));
    }

    @Test
    void anyProgressStartsTheCountAgain() throws Exception {
        assertEquals(1, CoordinatorDeaths.note(run));
        assertEquals(2, CoordinatorDeaths.note(run));
        run.setSelection(WALKING, "/content/dam/a");
        assertEquals(1, CoordinatorDeaths.note(run));
        run.setSelection(COMPLETE, "/content/dam/a");
        assertEquals(1, CoordinatorDeaths.note(run));
        run.selectionWork().setCleaned(0, "/content/dam/b");
        assertEquals(1, CoordinatorDeaths.note(run));
        run.selectionWork().setCleaned(1, null);
        assertEquals(1, CoordinatorDeaths.note(run));
        PartitionNode partition = run.seal(1, List.of("/content/dam/a", "/content/dam/b", "/content/dam/c"));
        partition.advance(3, Tally.NONE, List.of());
        partition.setDeferred(List.of(deferred(0), deferred(2)), null);
        assertEquals(1, CoordinatorDeaths.note(run));
        partition.setDeferred(List.of(deferred(2)), null);
        assertEquals(1, CoordinatorDeaths.note(run));
        assertEquals(2, CoordinatorDeaths.note(run));
    }

    @Test
    void aCountOfAnEarlierBuildGoesOn() throws Exception {
        run.setSelection(WALKING, "/content/dam/a");
        run.node().setProperty("progressAtTakeover", 0);
        run.node().setProperty("fruitlessAttempts", 2);
        assertEquals(3, CoordinatorDeaths.note(run));
        run.setSelection(WALKING, "/content/dam/b");
        assertEquals(1, CoordinatorDeaths.note(run));
    }

    @Test
    void aRunIsIdleOnlyIfNoPartitionIsToBeWorkedOn() throws Exception {
        PartitionNode waiting = run.seal(1, List.of("/content/dam/a"));
        PartitionNode other = run.seal(2, List.of("/content/dam/b"));
        waiting.setDeferred(List.of(deferred(0)), HEARTBEAT.plusSeconds(5));
        other.setState(LeasedNode.State.PROCESSED);
        assertFalse(CoordinatorDeaths.isIdle(run), "it is still selecting");
        run.setSelection(COMPLETE, "/content/dam/b");
        assertTrue(CoordinatorDeaths.isIdle(run));
        run.beat(HEARTBEAT.plusSeconds(5));
        assertFalse(CoordinatorDeaths.isIdle(run), "the time had come");
        run.beat(HEARTBEAT);
        waiting.setState(LeasedNode.State.WORKING);
        assertFalse(CoordinatorDeaths.isIdle(run));
        waiting.setState(LeasedNode.State.READY);
        other.setState(LeasedNode.State.READY);
        assertFalse(CoordinatorDeaths.isIdle(run), "a partition has no outcome yet");
        waiting.setState(LeasedNode.State.PROCESSED);
        other.setState(LeasedNode.State.PROCESSED);
        assertFalse(CoordinatorDeaths.isIdle(run), "linking begins");
    }

    private static DeferredAsset deferred(int index) {
        return new DeferredAsset(index, 1, HEARTBEAT, Deferral.PROCESSING);
    }
}
