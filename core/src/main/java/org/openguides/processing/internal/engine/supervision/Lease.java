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
 * A worker's hold on a piece of work, as long as there are heartbeats. Safe for use by many threads, each with a session of its
 * own.
 */
public final class Lease {

    private final Find find;
    private final Owner owner;
    private final Duration heartbeat;
    private final Time time;
    /** When the last heartbeat of this lease was written, monotonic. */
    private volatile long beatAt;

    /** Finds the piece of work in a session. */
    @FunctionalInterface
    public interface Find {
        /** The piece of work; fails if it is not there any more. */
        LeasedNode in(Session session) throws RepositoryException;
    }

    /**
     * A lease that has just begun with a heartbeat.
     *
     * @param find      finds what is held
     * @param owner     who holds it
     * @param heartbeat how often there is to be a heartbeat, at least
     * @param time      the times of this process
     */
    public Lease(Find find, Owner owner, Duration heartbeat, Time time) {
        this.find = find;
        this.owner = owner;
        this.heartbeat = heartbeat;
        this.time = time;
        this.beatAt = time.nanos();
    }

    /** The worker has written a heartbeat with a commit of its own. */
    public void beaten() {
        beatAt = time.nanos();
    }

    /** A heartbeat, if the last one is old. */
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
     * Takes the work away from its worker, which can commit nothing more.
     *
     * @param asset   path of the asset that no worker is to touch again; null if there is none
     * @param failure why the work is to be given to another node; null if the worker is not to blame
     * @return false if the worker does not have it any more
     */
    public boolean takeAway(Session session, @Nullable String asset, @Nullable String failure)
            throws RepositoryException {
        LeasedNode work = find.in(session);
        if (!isHeld(work)) {
            return false;
        }
        Fence.seize(work.node());
        work.setState(LeasedNode.State.READY);
        if (work instanceof PartitionNode partition) {
            partition.deaths().forgetInHand();
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
