package org.openguides.processing.internal.run;

import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;

/**
 * That a worker has a partition, as long as it gives signs of life. Safe for use by many threads, each with a session of its own.
 *
 * @param runPath   the run's node
 * @param name      of the partition
 * @param owner     id of the worker's node and start
 * @param heartbeat how often there is to be a sign, at least
 * @param clock     the time of this node
 */
record PartitionLease(String runPath, String name, String owner, Duration heartbeat, Clock clock) {

    /** The partition, as a session sees it. */
    PartitionNode partition(Session session) throws RepositoryException {
        return RunNode.at(session, runPath)
                .partition(name)
                .orElseThrow(() -> new PathNotFoundException(runPath + ": " + name));
    }

    /** A sign of life, if the last one is old. */
    void signal(Session session) throws RepositoryException {
        PartitionNode partition = partition(session);
        Instant last = partition.heartbeat();
        Instant now = clock.instant();
        Instant due = last == null ? now : last.plus(heartbeat);
        if (isHeld(partition) && !now.isBefore(due)) {
            partition.signal(now);
            session.save();
        }
    }

    /**
     * Takes the partition away from its worker, which can commit nothing more.
     *
     * @param path the asset that no worker is to touch again; null if there is none
     * @return false if the worker does not have it any more
     */
    boolean takeAway(Session session, @Nullable String path) throws RepositoryException {
        PartitionNode partition = partition(session);
        if (!isHeld(partition)) {
            return false;
        }
        Fence.seize(partition.node());
        partition.setState(PartitionNode.State.READY);
        if (path != null) {
            partition.setAside(path);
        }
        session.save();
        return true;
    }

    private boolean isHeld(PartitionNode partition) throws RepositoryException {
        return partition.state() == PartitionNode.State.WORKING
                && partition.owner().equals(owner);
    }
}
