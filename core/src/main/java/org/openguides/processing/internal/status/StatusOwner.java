package org.openguides.processing.internal.status;

import java.time.Instant;

/** Identifies this owner of status jobs, and decides which other owners have died. Safe for use by multiple threads. */
public interface StatusOwner {

    /** Returns the id of this owner: one start of this node. */
    String id();

    /**
     * Returns whether another owner has died.
     *
     * @param jobId     id of the status job that it owns
     * @param other     id of the owner; empty if it gave the job up, or is unknown, since an earlier version of this
     *                  product did not store it
     * @param heartbeat its last heartbeat
     */
    boolean isGone(String jobId, String other, Instant heartbeat);

    /** Returns whether an unfinished job may be acquired: it has no owner, or one that has died or is this one. */
    default boolean mayTake(String jobId, String other, Instant heartbeat) {
        return other.isEmpty() || other.equals(id()) || isGone(jobId, other, heartbeat);
    }
}
