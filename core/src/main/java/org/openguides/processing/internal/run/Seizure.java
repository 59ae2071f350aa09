package org.openguides.processing.internal.run;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.DeadlyAssets;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.spi.AssetProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes partitions for workers of this node: those that nobody has, and those whose owner has died. */
record Seizure(
        ServiceSessions sessions,
        Supplier<List<AssetProcessor>> processors,
        AssetLinks links,
        TypeDetector types,
        RunRecords records,
        Catalogs catalogs,
        RunSettings settings,
        Ownership ownership,
        Suspects suspects,
        Pace pace) {

    private static final Logger LOG = LoggerFactory.getLogger(Seizure.class);
    private static final int TRIES = 3;

    /** Takes a partition; empty if it is not to be had, or not to be worked on any more. */
    Optional<PartitionWork> seize(String runId, String name) throws RepositoryException {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                return look(runId, name);
            } catch (InvalidItemStateException e) {
                // Another worker took it at the same instant, which the next look shows. Or it is our own last commit,
                // of
                // which we were told that it failed as the database went away, and which comes to light only now.
                LOG.debug("runId={} partition={} has been changed meanwhile", runId, name, e);
            }
        }
        return Optional.empty();
    }

    private Optional<PartitionWork> look(String runId, String name) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Optional<RunNode> run = RunStore.find(session.jcr(), runId);
            if (run.isEmpty() || !run.get().isWanted()) {
                return Optional.empty();
            }
            Optional<PartitionNode> partition = run.get().partition(name);
            if (partition.isEmpty() || !isFree(partition.get())) {
                return Optional.empty();
            }
            if (isHopeless(partition.get())) {
                giveUp(session.jcr(), run.get(), partition.get());
                return Optional.empty();
            }
            return Optional.of(take(session.jcr(), run.get(), partition.get()));
        }
    }

    private boolean isFree(PartitionNode partition) throws RepositoryException {
        return switch (partition.state()) {
            case READY -> true;
            case WORKING -> ownership.mayTake(partition.owner(), partition.heartbeat());
            case PROCESSED, DONE -> false;
        };
    }

    /** Whether one owner after the other has died at its checkpoint. */
    private boolean isHopeless(PartitionNode partition) throws RepositoryException {
        return isLeftByAnother(partition)
                && partition.noteTakeover() >= settings.safety().attempts();
    }

    /**
     * Which asset a worker had in hand when its server died is not known where the server comes back without its disk, or does
     * not. The next worker notes each asset before it processes it. If that one dies too, the asset that it has noted counts for
     * both deaths, since it was in the batch of the first; after that each death counts for what was noted.
     */
    private void noteDeath(Session session, PartitionNode partition) throws RepositoryException {
        boolean ofThisNode =
                Owner.nodeOf(partition.owner()).equals(ownership.owner().node());
        Optional<DeadlyAssets.Content> deadly =
                Suspects.deadly(partition.deaths().inHand(), ofThisNode);
        boolean isKnownHere = ofThisNode && suspects.isRemembering();
        if (deadly.isPresent()) {
            LOG.warn("A server has died while it processed {}", deadly.get().path());
            DeadlyAssets.add(session, deadly.get(), partition.deaths().isUnexplained() ? 2 : 1);
        }
        partition.deaths().forgetInHand();
        boolean linked =
                partition.position() >= partition.size() && partition.deferred().isEmpty();
        if (!linked && (deadly.isPresent() || !isKnownHere)) {
            partition.deaths().setUnexplained(deadly.isEmpty());
            partition.deaths().setCautiousTo(partition.position() + settings.batchSize());
        }
    }

    private PartitionWork take(Session session, RunNode run, PartitionNode partition) throws RepositoryException {
        if (isLeftByAnother(partition)) {
            noteDeath(session, partition);
        }
        Fence fence = Fence.seize(partition.node());
        partition.setState(PartitionNode.State.WORKING);
        partition.setOwner(ownership.owner().id());
        partition.endWaiting();
        partition.beat(ownership.clock().instant());
        session.save();
        fence.saved();
        return new PartitionWork(
                run,
                partition,
                fence,
                DeadlyAssets.of(session),
                new PartitionWork.Tools(
                        processors.get(),
                        links,
                        types,
                        records,
                        catalogs,
                        settings,
                        ownership.clock(),
                        suspects,
                        pace,
                        ownership.owner().name()));
    }

    /** An owner that stops in order gives its partition back; that is no death. */
    private boolean isLeftByAnother(PartitionNode partition) throws RepositoryException {
        return partition.state() == PartitionNode.State.WORKING
                && !partition.owner().equals(ownership.owner().id());
    }

    private void giveUp(Session session, RunNode run, PartitionNode partition) throws RepositoryException {
        List<String> paths = partition.paths();
        List<DeferredAsset> deferred = partition.deferred();
        boolean late = partition.position() >= paths.size() && !deferred.isEmpty();
        int first = late ? deferred.get(0).index() : partition.position() % paths.size();
        int last = late
                ? deferred.get(deferred.size() - 1).index()
                : Math.min(paths.size(), first + settings.batchSize()) - 1;
        run.setFailure(settings.safety().attempts() + " workers in a row have died between "
                + paths.get(first) + " and " + paths.get(last)
                + "; see the server's log, mend the cause and resume");
        Fence.seize(partition.node());
        partition.setState(PartitionNode.State.READY);
        partition.forgetTakeovers();
        session.save();
    }
}
