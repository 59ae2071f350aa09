package org.openguides.processing.internal.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Who may take over what from whom. Fencing makes a wrong answer harmless: it costs a batch and loses nothing. Safe for
 * use by many threads.
 *
 * @param owner   who asks
 * @param cluster tells which nodes are gone
 * @param lease   time without a heartbeat after which an owner counts as dead
 * @param clock   the time of this node; those of other nodes may differ by a few seconds
 */
public record Ownership(Owner owner, Cluster cluster, Duration lease, Clock clock) {

    /**
     * Whether an owner has died: an earlier start of this very node, or one whose node has left the cluster, or who has
     * given no sign for longer than the lease.
     *
     * @param other     id of the owner
     * @param heartbeat its last sign; null if it has given none
     */
    public boolean isGone(String other, @Nullable Instant heartbeat) {
        String node = Owner.nodeOf(other);
        boolean earlierStart = node.equals(owner.node()) && !other.equals(owner.id());
        return earlierStart
                || cluster.hasLeft(node)
                || heartbeat == null
                || heartbeat.plus(lease).isBefore(clock.instant());
    }

    /** Whether what an owner holds may be taken: it is nobody's, or he has died, or he is the one who asks. */
    boolean mayTake(String other, @Nullable Instant heartbeat) {
        return other.isEmpty() || other.equals(owner.id()) || isGone(other, heartbeat);
    }
}
