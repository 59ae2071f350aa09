package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;
import java.util.Optional;

import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.Owner;
import org.openguides.processing.internal.engine.throttle.Pace;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.DeadlyAssets;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.slf4j.Logger;

/**
 * Acquires partitions for workers of this node: those without an owner, and those whose owner has died. Safe for use by
 * multiple threads.
 */
final class PartitionAcquirer {

    private static final Logger LOG = ServerLog.of(PartitionAcquirer.class);

    private final NodeServices node;
    private final Workbench workbench;
    private final RunRecords records = new RunRecords();
    private final Pace pace;

    PartitionAcquirer(NodeServices node, Workbench workbench, Pace pace) {
        this.node = node;
        this.workbench = workbench;
        this.pace = pace;
    }

    /** Acquires a partition; empty if that is impossible, or no more work is wanted. */
    Optional<PartitionWork> acquire(String runId, String name) throws RepositoryException {
        try (ServiceSession session = node.open()) {
            return node.retry().onConflict(session.jcr(), () -> acquire(session.jcr(), runId, name));
        }
    }

    private Optional<PartitionWork> acquire(Session session, String runId, String name) throws RepositoryException {
        Optional<RunNode> run = RunStore.find(session, runId);
        if (run.isEmpty() || !run.get().isWanted() || Claims.isInTheWay(session, runId)) {
            return Optional.empty();
        }
        Optional<PartitionNode> partition = run.get().partition(name);
        if (partition.isEmpty() || !isFree(partition.get())) {
            return Optional.empty();
        }
        if (isHopeless(partition.get())) {
            giveUp(session, run.get(), partition.get());
            return Optional.empty();
        }
        return Optional.of(take(session, run.get(), partition.get()));
    }

    private boolean isFree(PartitionNode partition) throws RepositoryException {
        return switch (partition.state()) {
            case READY -> true;
            case WORKING -> node.ownership().mayTake(partition.node().getPath(), partition.owner(), partition.pulse());
            case PROCESSED, DONE -> false;
        };
    }

    /** Returns whether too many owners in a row have died at its checkpoint. */
    private boolean isHopeless(PartitionNode partition) throws RepositoryException {
        return !deadOwner(partition).isEmpty()
                && partition.noteTakeover() >= node.settings().leases().attempts();
    }

    /** Returns the id of the owner that died; empty if it released the partition or its process still runs. */
    private String deadOwner(PartitionNode partition) throws RepositoryException {
        String owner = partition.state() == PartitionNode.State.WORKING ? partition.owner() : partition.leftBy();
        return node.ownership().hasDied(owner) ? owner : "";
    }

    /**
     * Finds the asset at which a server died that lost its disk or did not return. The next worker records each asset
     * in the repository before processing it. If that worker dies, too, the recorded asset counts for both deaths,
     * since it was in the batch of the first one; later deaths count for the recorded asset only.
     */
    private void noteDeath(Session session, PartitionNode partition, String owner) throws RepositoryException {
        CrashHistory suspects = workbench.suspects();
        boolean ofThisNode = Owner.nodeOf(owner).equals(node.ownership().owner().node());
        Optional<DeadlyAssets.Content> deadly =
                CrashHistory.deadly(partition.deaths().currentAsset(), ofThisNode);
        boolean isKnownHere = ofThisNode && suspects.isRemembering();
        if (deadly.isPresent()) {
            LOG.warn("A server has died while it processed {}", deadly.get().path());
            DeadlyAssets.add(session, deadly.get(), partition.deaths().isUnexplained() ? 2 : 1);
        }
        partition.deaths().clearCurrentAsset();
        boolean linked =
                partition.position() >= partition.size() && partition.deferred().isEmpty();
        if (!linked && (deadly.isPresent() || !isKnownHere)) {
            partition.deaths().setUnexplained(deadly.isEmpty());
            partition
                    .deaths()
                    .setCautiousTo(
                            partition.position() + node.settings().sizes().batch());
        }
    }

    private PartitionWork take(Session session, RunNode run, PartitionNode partition) throws RepositoryException {
        String dead = deadOwner(partition);
        if (!dead.isEmpty()) {
            noteDeath(session, partition, dead);
        }
        Fence fence = Fence.seize(partition.node());
        partition.acquire(
                node.ownership().owner().id(),
                node.ownership().owner().name(),
                node.time().now());
        Outage.save(session);
        fence.saved();
        workbench.suspects().forget(DeadlyAssets.forgottenBefore(session));
        return new PartitionWork(
                run,
                partition,
                fence,
                DeadlyAssets.of(session),
                new WorkServices(node, workbench, workbench.processors().get(), records, pace));
    }

    private void giveUp(Session session, RunNode run, PartitionNode partition) throws RepositoryException {
        List<String> paths = partition.paths();
        List<DeferredAsset> deferred = partition.deferred();
        boolean late = partition.position() >= paths.size() && !deferred.isEmpty();
        int first = late ? deferred.get(0).index() : partition.position() % paths.size();
        int last = late
                ? deferred.get(deferred.size() - 1).index()
                : Math.min(paths.size(), first + node.settings().sizes().batch()) - 1;
        run.setFailure(node.settings().leases().attempts() + " workers in a row have died between "
                + paths.get(first) + " and " + paths.get(last)
                + "; see the server's log, fix the cause and resume");
        Fence.seize(partition.node());
        partition.setState(PartitionNode.State.READY);
        partition.forgetTakeovers();
        Outage.save(session);
    }
}
