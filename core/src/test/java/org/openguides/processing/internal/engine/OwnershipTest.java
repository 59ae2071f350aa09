package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.time.Instant;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Whether other owners are alive, regardless of their clocks. */
class OwnershipTest {

    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final String RUN = "/var/openguides/runs/1";
    private static final String OTHER = "other@p1.a1";

    private final TestClock clock = new TestClock();
    private final Owner owner = new Owner("node", "p1", "a1", "node");
    private final Ownership ownership = new Ownership(owner, node -> node.equals("gone"), LEASE, clock.time());

    @Test
    void anOwnerWhoseHeartbeatDoesNotChangeForALeaseIsGone() {
        Instant heartbeat = clock.instant();
        assertFalse(watchFor(Duration.ofSeconds(59), heartbeat));
        assertTrue(watchFor(Duration.ofSeconds(2), heartbeat));
    }

    @Test
    void anOwnerThatGivesHeartbeatsIsAliveWhateverItsClockSays() {
        Instant longAgo = clock.instant().minus(Duration.ofDays(1));
        for (int beat = 0; beat < 10; beat++) {
            assertFalse(watchFor(Duration.ofSeconds(30), longAgo.plusSeconds(beat)));
        }
    }

    @Test
    void aClockThatJumpsMakesNoOwnerLookDead() {
        Instant heartbeat = clock.instant();
        assertFalse(ownership.isGone(RUN, OTHER, heartbeat));
        clock.jump(Duration.ofMinutes(10));
        assertFalse(ownership.isGone(RUN, OTHER, heartbeat));
        clock.jump(Duration.ofMinutes(-20));
        assertFalse(ownership.isGone(RUN, OTHER, heartbeat));
    }

    /** While it was suspended it could not see the heartbeats of others. */
    @Test
    void timeInWhichThisProcessStoodStillDoesNotCount() {
        Instant heartbeat = clock.instant();
        assertFalse(ownership.isGone(RUN, OTHER, heartbeat));
        clock.forward(Duration.ofMinutes(2));
        assertFalse(ownership.isGone(RUN, OTHER, heartbeat));
    }

    @Test
    void eachWorkUnitIsWatchedSeparately() {
        Instant heartbeat = clock.instant();
        watchFor(Duration.ofSeconds(61), heartbeat);
        assertFalse(ownership.isGone(RUN + "/p00001", OTHER, heartbeat));
    }

    @Test
    void anEarlierProcessOfThisNodeIsGoneAndANodeThatHasLeft() {
        assertTrue(ownership.isGone(RUN, "node@p0.a1", clock.instant()));
        assertTrue(
                ownership.isGone(RUN, "node@6f1c9b3e-8a53-4a8e-a4c1-1f6a3b0c9d10", clock.instant()),
                "of an earlier build");
        assertTrue(ownership.isGone(RUN, "gone@p1.a1", clock.instant()));
    }

    /** Its workers may not have ended yet. */
    @Test
    void anEarlierActivationInThisProcessIsAliveAsLongAsThereAreHeartbeats() {
        String earlier = "node@p1.a0";
        assertFalse(ownership.mayTake(RUN, earlier, clock.instant()));
        assertFalse(ownership.hasDied(earlier), "the process runs");
        assertTrue(ownership.hasDied("node@p0.a1"));
        assertFalse(ownership.hasDied(""), "it was given back");
    }

    @Test
    void anActivationIsToldApartFromOthersOfTheSameProcess() {
        Owner one = Owner.ofThisProcess("node", "name");
        Owner other = Owner.ofThisProcess("node", "name");
        assertEquals(one.process(), other.process());
        assertFalse(one.id().equals(other.id()));
        assertTrue(one.isOfSameProcess(other.id()));
    }

    /** Checks once a second. */
    private boolean watchFor(Duration time, Instant heartbeat) {
        boolean gone = ownership.isGone(RUN, OTHER, heartbeat);
        for (long second = 0; second < time.toSeconds(); second++) {
            clock.forward(Duration.ofSeconds(1));
            gone = ownership.isGone(RUN, OTHER, heartbeat);
        }
        return gone;
    }
}
