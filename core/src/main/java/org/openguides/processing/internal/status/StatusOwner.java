package org.openguides.processing.internal.status;

import java.time.Instant;

/** Whose work on status jobs is told apart, and which of the others have died. Safe for use by many threads. */
public interface StatusOwner {

    /** Identifies this start of this node. */
    String id();

    /**
     * Whether another owner has died.
     *
     * @param jobId     id of the status job that it has
     * @param other     its id; empty if it is not known, as an earlier version of this product did not note it
     * @param heartbeat its last sign
     */
    boolean isGone(String jobId, String other, Instant heartbeat);

    /** Whether a job that another one has may be taken: one has died, or is this one. */
    default boolean mayTake(String jobId, String other, Instant heartbeat) {
        return other.isEmpty() || other.equals(id()) || isGone(jobId, other, heartbeat);
    }
}
