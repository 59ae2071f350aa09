package org.openguides.processing.internal.run;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Who works: one start of one node of the cluster.
 *
 * @param node identifies the node; stays the same over restarts
 * @param boot identifies this start of it
 */
public record Owner(String node, String boot) {

    /** As it is written to what is owned. */
    String id() {
        return node + "@" + boot;
    }

    /**
     * Whether what an owner has left may be taken: it is an earlier start of this very node, or has not written for longer
     * than its lease, or is this owner, who came back to what he had to drop.
     */
    boolean mayReplace(String other, @Nullable Instant heartbeat, Instant now, Duration lease) {
        boolean thisNode = other.startsWith(node + "@");
        return other.isEmpty()
                || thisNode
                || heartbeat == null
                || heartbeat.plus(lease).isBefore(now);
    }
}
