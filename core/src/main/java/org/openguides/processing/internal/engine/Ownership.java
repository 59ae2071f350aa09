package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Decides whether the owner of a run or work unit has died, so that it can be taken over. A wrong answer is harmless
 * because of fencing: it costs one batch and loses nothing.
 *
 * <p>A heartbeat is the wall-clock time of another node. It is only compared for equality with the heartbeat seen
 * before: an owner is dead when its heartbeat has not changed for the length of a lease, measured with the monotonic
 * clock of this process. Clocks that jump or differ therefore make no owner look dead. Time during which this process
 * itself was suspended does not count.
 *
 * <p>Safe for use by multiple threads.
 */
public final class Ownership {

    /** Limit of owners that are watched at the same time; an evicted owner is watched from the start again. */
    private static final int WATCHED = 10_000;

    /** Divisor of the lease: longer gaps between two checks do not count, since a heartbeat may have been missed. */
    private static final int LONGEST_PAUSE = 3;

    private final Owner owner;
    private final Cluster cluster;
    private final Duration lease;
    private final Time time;
    private final Map<String, Watched> watched = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Watched> eldest) {
            return size() > WATCHED;
        }
    };

    /** The last heartbeat of an owner, and for how long it has not changed, in nanoseconds. */
    private record Watched(String owner, @Nullable Object heartbeat, long seenAt, long unchanged) {}

    /**
     * @param owner   the owner on whose behalf this instance decides
     * @param cluster the nodes of the cluster
     * @param lease   time without a heartbeat after which an owner is considered dead
     * @param time    the clocks of this process
     */
    public Ownership(Owner owner, Cluster cluster, Duration lease, Time time) {
        this.owner = owner;
        this.cluster = cluster;
        this.lease = lease;
        this.time = time;
    }

    /** Returns the owner on whose behalf this instance decides. */
    public Owner owner() {
        return owner;
    }

    /** Returns the nodes that work on the same repository. */
    public Cluster cluster() {
        return cluster;
    }

    /** Returns the time without a heartbeat after which an owner is considered dead. */
    public Duration lease() {
        return lease;
    }

    /**
     * Returns whether an owner has died: it belongs to an earlier process of this node or to a node that has left the
     * cluster, or its heartbeat has not changed for a lease. The last is only detected by calling this method
     * repeatedly.
     *
     * @param what      path of the owned node
     * @param other     id of the owner
     * @param heartbeat a value that changes with each heartbeat; null if there was none
     */
    public boolean isGone(String what, String other, @Nullable Object heartbeat) {
        String node = Owner.nodeOf(other);
        boolean earlierProcess = node.equals(owner.node()) && !owner.isOfSameProcess(other);
        return earlierProcess || cluster.hasLeft(node) || isSilent(what, other, heartbeat);
    }

    /**
     * Returns whether owned work may be acquired: it has no owner, its owner has died, or the owner is the caller
     * itself.
     *
     * @param what      path of the owned node
     * @param other     id of the owner; empty if there is none
     * @param heartbeat a value that changes with each heartbeat; null if there was none
     */
    public boolean mayTake(String what, String other, @Nullable Object heartbeat) {
        return other.isEmpty() || other.equals(owner.id()) || isGone(what, other, heartbeat);
    }

    /**
     * Returns whether a takeover from this owner means that its process has died; false if it released the work or
     * still runs.
     */
    public boolean hasDied(String other) {
        return !other.isEmpty() && !owner.isOfSameProcess(other);
    }

    private synchronized boolean isSilent(String what, String other, @Nullable Object heartbeat) {
        long now = time.nanos();
        Watched before = watched.get(what);
        Watched present;
        if (before != null && before.owner().equals(other) && Objects.equals(before.heartbeat(), heartbeat)) {
            long pause = Math.min(now - before.seenAt(), lease.toNanos() / LONGEST_PAUSE);
            present = new Watched(other, heartbeat, now, before.unchanged() + pause);
        } else {
            present = new Watched(other, heartbeat, now, 0);
        }
        watched.put(what, present);
        return present.unchanged() >= lease.toNanos();
    }
}
