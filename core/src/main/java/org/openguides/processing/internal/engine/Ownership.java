package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Tells whether an owner of a run or of a piece of its work is gone, so that others may take over. Fencing makes a wrong answer
 * harmless: it costs a batch and loses nothing.
 *
 * <p>A heartbeat is the wall-clock time of another node. It is only compared with the heartbeat that was seen before: an owner is
 * gone when its heartbeat has not changed for a lease, by the monotonic time of this process. So neither a clock that jumps nor
 * clocks that differ make an owner look dead. Time in which this process itself stood still does not count.
 *
 * <p>Safe for use by many threads.
 */
public final class Ownership {

    /** More are not watched at the same time; who is forgotten is watched from the beginning again. */
    private static final int WATCHED = 10_000;

    /** Of a lease: longer pauses between two looks do not count, as the heartbeat may have been missed in between. */
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

    /** What was seen of an owner, and for how long nothing has changed, in nanoseconds. */
    private record Watched(String owner, @Nullable Object heartbeat, long seenAt, long unchanged) {}

    /**
     * @param owner   who asks
     * @param cluster tells which nodes have left
     * @param lease   time without a heartbeat after which an owner counts as dead
     * @param time    the times of this process
     */
    public Ownership(Owner owner, Cluster cluster, Duration lease, Time time) {
        this.owner = owner;
        this.cluster = cluster;
        this.lease = lease;
        this.time = time;
    }

    /** Who asks. */
    public Owner owner() {
        return owner;
    }

    /** The nodes that work on the same repository. */
    public Cluster cluster() {
        return cluster;
    }

    /** Time without a heartbeat after which an owner counts as dead. */
    public Duration lease() {
        return lease;
    }

    /**
     * Whether an owner has died: an earlier process of this node, one whose node has left the cluster, or one that has shown the
     * same heartbeat for a lease. The last can only be told by asking again and again.
     *
     * @param what      the path of what is owned
     * @param other     id of the owner
     * @param heartbeat what changes with each of its heartbeats; null if there was none
     */
    public boolean isGone(String what, String other, @Nullable Object heartbeat) {
        String node = Owner.nodeOf(other);
        boolean earlierProcess = node.equals(owner.node()) && !owner.isOfSameProcess(other);
        return earlierProcess || cluster.hasLeft(node) || isSilent(what, other, heartbeat);
    }

    /**
     * Whether what an owner holds may be taken: it has none, it has died, or it is this very one.
     *
     * @param what      the path of what is owned
     * @param other     id of the owner; empty if there is none
     * @param heartbeat what changes with each of its heartbeats; null if there was none
     */
    public boolean mayTake(String what, String other, @Nullable Object heartbeat) {
        return other.isEmpty() || other.equals(owner.id()) || isGone(what, other, heartbeat);
    }

    /** Whether taking something over from an owner means that its process has died; not so if it gave it back or still runs. */
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
