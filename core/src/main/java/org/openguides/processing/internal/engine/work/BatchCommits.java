package org.openguides.processing.internal.engine.work;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.engine.supervision.Progress;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Contention;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.spi.Finding;
import org.slf4j.Logger;

/**
 * The commits of a partition's worker: whole batches, or single assets where a batch was refused. Each call may pass
 * another session. Confined to the worker's thread.
 */
final class BatchCommits {

    private static final Logger LOG = ServerLog.of(BatchCommits.class);

    /** Linking writes a node and two properties of an asset, processing three nodes and about twenty properties. */
    private static final int LINKED_FOR_ONE = 3;

    private final Checkpoint checkpoint;
    private final Batches batches;
    private final DeferredRound round;
    private final List<String> paths;
    private final WorkServices tools;
    private final CurrentAsset current;
    private final Progress progress;
    private final BooleanSupplier hurried;
    /** Position after the batch that was last tried. */
    private int tried;
    /** Tries of the asset at {@link #refusedAt}; a worker that is hurried between two of them goes on counting. */
    private Retry.Attempts refusals;

    private int refusedAt = -1;

    /**
     * @param hurried  whether the worker has to finish soon
     * @param progress progress of the worker
     */
    BatchCommits(
            Checkpoint checkpoint,
            Batches batches,
            WorkServices tools,
            CurrentAsset current,
            Progress progress,
            BooleanSupplier hurried) {
        this.checkpoint = checkpoint;
        this.batches = batches;
        this.round = new DeferredRound(checkpoint, batches, current);
        this.paths = batches.paths();
        this.tools = tools;
        this.current = current;
        this.progress = progress;
        this.hurried = hurried;
        this.refusals = tools.node().retry().attempts();
    }

    /**
     * Processes or links the next assets and commits them. After a conflict or a rejection the batch is replayed asset
     * by asset, unless the worker is needed, so that only the affected asset fails. A store that is too busy to merge
     * the commit is retried after a pause.
     */
    void next(Session session) throws RepositoryException, SupersededException {
        checkpoint.begin();
        Retry.Attempts attempts = tools.node().retry().attempts();
        while (true) {
            try {
                if (checkpoint.isPassed()) {
                    round.next(session);
                } else {
                    goOn(session);
                }
                return;
            } catch (RepositoryException e) {
                // a worker that waits for a store has no current asset, and does not hang
                current.clear();
                // single commits would be a hundred times the load on a busy store
                if (!Contention.isContention(e) || !attempts.again()) {
                    throw e;
                }
                session.refresh(false);
                if (isNeeded()) {
                    return;
                }
            }
        }
    }

    /** Returns whether the worker is hurried. Counts as progress; for use while waiting. */
    private boolean isNeeded() {
        progress.step();
        return hurried.getAsBoolean();
    }

    private void goOn(Session session) throws RepositoryException, SupersededException {
        int to = Math.min(checkpoint.end(), checkpoint.position() + batchSize());
        if (checkpoint.isCautious()) {
            oneByOne(session, Math.min(to, checkpoint.cautiousTo()));
            return;
        }
        try {
            commit(session, to);
        } catch (RepositoryException e) {
            if (!CommitRejection.concernsSingleAssets(e) && !checkpoint.isRefusedByStore(session, e)) {
                throw e;
            }
            session.refresh(false);
            tools.pace().conflicted();
            int end = tried;
            do {
                commitOne(session);
            } while (checkpoint.position() < end && !hurried.getAsBoolean());
        }
    }

    private void oneByOne(Session session, int to) throws RepositoryException, SupersededException {
        long began = tools.node().time().nanos();
        do {
            current.beginCautiously();
            try {
                checkpoint.recordCurrentAsset(session, paths.get(checkpoint.index()));
                commitOne(session);
            } catch (ContentUnreachableException | CatalogUnavailableException e) {
                checkpoint.clearCurrentAsset(session);
                throw e;
            } finally {
                current.endCautiously();
            }
        } while (checkpoint.position() < to && !hurried.getAsBoolean() && !isTimeToCommit(began));
    }

    private boolean isTimeToCommit(long began) {
        return tools.node().time().isOver(began, tools.node().settings().sizes().batchTime());
    }

    private int batchSize() {
        return tools.pace().batchSize() * (checkpoint.isProcessed() ? LINKED_FOR_ONE : 1);
    }

    private void commitOne(Session session) throws RepositoryException, SupersededException {
        Retry.Attempts attempts = triesOfNext();
        while (true) {
            try {
                commit(session, checkpoint.position() + 1);
                return;
            } catch (RepositoryException e) {
                session.refresh(false);
                boolean refused = checkpoint.isRefusedByStore(session, e);
                if (!CommitRejection.concernsSingleAssets(e) && !refused) {
                    throw e;
                }
                Deferral later = checkpoint.isProcessed() ? null : DeferredAssets.reason(e);
                if (later != null && later != Deferral.CHANGED) {
                    deferOne(session, later);
                    return;
                }
                boolean passing = refused || e instanceof InvalidItemStateException;
                if (!passing || !attempts.again()) {
                    LOG.warn("Cannot save {}", paths.get(checkpoint.index()), e);
                    failOne(session, CommitRejection.reason(e, Math.max(1, attempts.failed())));
                    return;
                }
                if (isNeeded()) {
                    return;
                }
            }
        }
    }

    private Retry.Attempts triesOfNext() {
        if (refusedAt != checkpoint.position()) {
            refusedAt = checkpoint.position();
            refusals = tools.node().retry().attempts();
        }
        return refusals;
    }

    private void deferOne(Session session, Deferral why) throws RepositoryException, SupersededException {
        PartitionNode partition = checkpoint.own(session);
        Batch batch = batches.next(session);
        batch.defer();
        checkpoint.save(
                partition,
                batch,
                checkpoint.position() + 1,
                checkpoint.deferred().and(List.of(new DeferredAsset(checkpoint.index(), 1, checkpoint.now(), why))));
    }

    /** Writes the reason to the asset as well, if it can be written. */
    private void failOne(Session session, Finding reason) throws RepositoryException, SupersededException {
        try {
            PartitionNode partition = checkpoint.own(session);
            Batch batch = batches.next(session);
            batch.addFailure(paths.get(checkpoint.index()), reason);
            saveOne(partition, batch);
        } catch (RepositoryException e) {
            session.refresh(false);
            if (!CommitRejection.concernsSingleAssets(e) && !checkpoint.isRefusedByStore(session, e)) {
                throw e;
            }
            PartitionNode partition = checkpoint.own(session);
            Batch batch = batches.next(session);
            batch.noteFailure(paths.get(checkpoint.index()), reason);
            saveOne(partition, batch);
        }
    }

    private void saveOne(PartitionNode partition, Batch batch) throws RepositoryException {
        List<DeferredAsset> left = checkpoint.deferred().without(checkpoint.index());
        checkpoint.save(partition, batch, checkpoint.position() + 1, left);
    }

    private void commit(Session session, int to) throws RepositoryException, SupersededException {
        PartitionNode partition = checkpoint.own(session);
        Batch batch = batches.next(session);
        long began = tools.node().time().nanos();
        int first = checkpoint.index();
        int next = first;
        tried = checkpoint.position();
        List<DeferredAsset> more = new ArrayList<>();
        Set<Integer> known = checkpoint.deferred().indexes();
        do {
            int index = next++;
            Deferral later = known.contains(index) ? null : batches.add(session, batch, index, false);
            if (later != null) {
                more.add(new DeferredAsset(index, 1, checkpoint.now(), later));
            }
            if (later != null || known.contains(index)) {
                batch.defer();
            }
            tried = checkpoint.position() + next - first;
            current.clear();
            checkpoint.stepAside();
        } while (next - first < to - checkpoint.position()
                && next - first < batchSize()
                && !hurried.getAsBoolean()
                && !isTimeToCommit(began));
        checkpoint.save(
                partition,
                batch,
                checkpoint.position() + next - first,
                checkpoint.deferred().and(more));
    }
}
