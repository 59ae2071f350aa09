package org.openguides.processing.internal.engine.supervision;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.Owner;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.LeasedNode;
import org.openguides.processing.internal.store.PartitionNode;

/**
 * A worker's lease on a work unit, kept alive by heartbeats. Safe for use by multiple threads, each with its own
 * session.
 */
public final class Lease {

    private final Find find;
    private final Owner owner;
    private final Duration heartbeat;
    private final Time time;
    /** Monotonic time of the last heartbeat. */
    private volatile long beatAt;

    /** Looks up the work unit in a session. */
    @FunctionalInterface
    public interface Find {
        /** Returns the work unit; fails if it no longer exists. */
        LeasedNode in(Session session) throws RepositoryException;
    }

    /**
     * Creates a lease that has just written a heartbeat.
     *
     * @param find      looks up the work unit
     * @param owner     owner of the lease
     * @param heartbeat maximum interval between heartbeats
     * @param time      the clocks of this process
     */
    public Lease(Find find, Owner owner, Duration heartbeat, Time time) {
        this.find = find;
        this.owner = owner;
        this.heartbeat = heartbeat;
        this.time = time;
        this.beatAt = time.nanos();
    }

    /** Notes that a commit of the worker included a heartbeat. */
    public void heartbeatWritten() {
        beatAt = time.nanos();
    }

    /** Writes a heartbeat if one is due. */
    public void signal(Session session) throws RepositoryException {
        if (time.since(beatAt).compareTo(heartbeat) < 0) {
            return;
        }
        LeasedNode work = find.in(session);
        if (isHeld(work)) {
            work.signal(time.now());
            Outage.save(session);
            beatAt = time.nanos();
        }
    }

    /**
     * Revokes the lease, so that its worker can no longer commit.
     *
     * @param asset   path of an asset to be quarantined; null for none
     * @param failure reason for giving the work to another node; null if the worker did not fail
     * @return false if the worker no longer owns the work
     */
    public boolean revoke(Session session, @Nullable String asset, @Nullable String failure)
            throws RepositoryException {
        LeasedNode work = find.in(session);
        if (!isHeld(work)) {
            return false;
        }
        Fence.seize(work.node());
        work.setState(LeasedNode.State.READY);
        if (work instanceof PartitionNode partition) {
            partition.deaths().clearCurrentAsset();
        }
        if (asset != null && work instanceof PartitionNode partition) {
            partition.setAside(asset);
        } else if (failure != null) {
            Instant now = time.now();
            work.addFailure(new LeasedNode.Failure(owner.node(), now, failure, false));
        }
        Outage.save(session);
        return true;
    }

    private boolean isHeld(LeasedNode work) throws RepositoryException {
        return work.state() == LeasedNode.State.WORKING && work.owner().equals(owner.id());
    }
}
