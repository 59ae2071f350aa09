package org.openguides.processing.internal.engine.work;

import javax.jcr.InvalidItemStateException;
import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.supervision.Lease;
import org.openguides.processing.internal.engine.supervision.Progress;
import org.openguides.processing.internal.engine.supervision.Supervised;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Contention;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.DeadlyAssets;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.LeasedNode;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.openguides.processing.spi.Finding;
import org.slf4j.Logger;

/**
 * An owner's work on one partition. Each call may pass another session. Confined to the worker's thread, except for the
 * methods that the supervisor calls.
 */
final class PartitionWork implements Supervised, AutoCloseable {

    /** Keeps AEM's workflow launchers from starting for commits with this user data. */
    static final String USER_DATA = "changedByWorkflowProcess";

    private static final Logger LOG = ServerLog.of(PartitionWork.class);

    /** Linking writes a node and two properties of an asset, processing three nodes and about twenty properties. */
    private static final int LINKED_FOR_ONE = 3;

    private final Checkpoint checkpoint;
    private final Batches batches;
    private final DeferredRound round;
    private final List<String> paths;
    private final WorkServices tools;
    private final CurrentAsset current;
    private final Progress progress;
    private final Lease lease;
    private volatile boolean hurried;
    private volatile boolean stopped;
    /** Size of the batch that was last tried. */
    private volatile int tried;

    PartitionWork(
            RunNode run,
            PartitionNode partition,
            Fence fence,
            Map<DeadlyAssets.Content, Long> deaths,
            WorkServices tools)
            throws RepositoryException {
        NodeServices node = tools.node();
        this.tools = tools;
        this.progress = new Progress(node.time());
        this.lease = new Lease(
                find(run.node().getPath(), partition.name()),
                node.ownership().owner(),
                node.settings().leases().heartbeat(),
                node.time());
        this.current = new CurrentAsset(
                tools.workbench().suspects(),
                partition.setAside(),
                deaths,
                node.settings().limits().assetTime(),
                progress);
        this.checkpoint = new Checkpoint(run, partition, fence, lease, tools, this::isHurried, progress);
        this.batches = new Batches(run, partition, checkpoint.isProcessed(), tools, current);
        this.round = new DeferredRound(checkpoint, batches, current);
        this.paths = batches.paths();
    }

    private static Lease.Find find(String runPath, String partition) {
        return session -> RunNode.at(session, runPath)
                .partition(partition)
                .orElseThrow(() -> new PathNotFoundException(runPath + ": " + partition));
    }

    boolean isDone() {
        return checkpoint.isDone();
    }

    /** Returns whether a release loses nothing: failed retries are recorded at the end of a round only. */
    boolean mayBeGivenBack() {
        return !checkpoint.isPassed() || checkpoint.isProcessed();
    }

    /** Returns whether all remaining assets are retried later, so that no worker is needed until then. */
    boolean isToBeLeft() {
        return !checkpoint.isDone()
                && checkpoint.isPassed()
                && checkpoint.deferred().isWaiting(checkpoint.now());
    }

    @Override
    public void close() {
        current.close();
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public Lease lease() {
        return lease;
    }

    /** Makes the worker commit as soon as the current asset is done. */
    @Override
    public void hurry() {
        hurried = true;
    }

    boolean isHurried() {
        return hurried;
    }

    @Override
    public void stop() {
        stopped = true;
        hurry();
    }

    boolean isStopped() {
        return stopped;
    }

    /** Like {@link #isHurried()}, but counts as progress; for use while waiting. */
    boolean isNeeded() {
        progress.step();
        return hurried;
    }

    /**
     * Publishes what the work waits for, until the next checkpoint.
     *
     * @param reason  category of the wait
     * @param waiting one sentence for people
     */
    void tellWaiting(Session session, ThrottleReason reason, String waiting)
            throws RepositoryException, SupersededException {
        checkpoint.tellWaiting(session, reason, waiting);
    }

    /** Releases the partition at its checkpoint. */
    void release(Session session) throws RepositoryException, SupersededException {
        checkpoint.release(session, partition -> {});
    }

    /** Releases the partition because it is another run's turn. */
    void endTurn(Session session) throws RepositoryException, SupersededException {
        checkpoint.endTurn(session);
    }

    /**
     * Returns whether the run still needs the work.
     *
     * @throws UnknownFormatException if a later version has taken the run over
     */
    @Override
    public boolean isWanted(Session session) throws RepositoryException {
        return checkpoint.run(session).isWanted();
    }

    /** Leaves the partition to a later version; if that cannot be saved, after the lease has expired. */
    void leave() {
        try (ServiceSession session = tools.node().open()) {
            release(session.jcr());
        } catch (RepositoryException | SupersededException | ProcessingException e) {
            LOG.debug("A partition keeps its owner until the lease expires", e);
        }
    }

    /** Records that this node cannot continue, and releases the partition at its checkpoint. */
    void giveUp(Session session, String reason) throws RepositoryException, SupersededException {
        checkpoint.release(session, partition -> partition.addFailure(failure(reason, true)));
    }

    /**
     * Records a failure of this node, unless the database of the repository does not respond.
     *
     * @return whether the failure could be recorded
     */
    boolean isNotedAsFailure(Exception error) {
        if (Outage.isOutage(error)) {
            return false;
        }
        try (ServiceSession session = tools.node().open()) {
            LeasedNode.Failure failure = failure("an error that is not related to a single asset", false);
            checkpoint.release(session.jcr(), partition -> partition.addFailure(failure));
            LOG.error("A worker has failed on this node", error);
            return true;
        } catch (RepositoryException | SupersededException | ProcessingException e) {
            LOG.debug("A partition keeps its owner until the lease expires", e);
            return false;
        }
    }

    private LeasedNode.Failure failure(String reason, boolean lasting) {
        return new LeasedNode.Failure(
                tools.node().ownership().owner().node(), tools.node().time().now(), reason, lasting);
    }

    /**
     * Processes or links the next assets and commits them. After a conflict or a rejection the batch is replayed asset
     * by asset, unless the worker is needed, so that only the affected asset fails. A store that is too busy to merge
     * the commit is retried after a pause.
     */
    void nextBatch(Session session) throws RepositoryException, SupersededException {
        session.getWorkspace().getObservationManager().setUserData(USER_DATA);
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
            } while (checkpoint.position() < end && !hurried);
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
        } while (checkpoint.position() < to && !hurried && !isTimeToCommit(began));
    }

    private boolean isTimeToCommit(long began) {
        return tools.node().time().isOver(began, tools.node().settings().sizes().batchTime());
    }

    private int batchSize() {
        return tools.pace().batchSize() * (checkpoint.isProcessed() ? LINKED_FOR_ONE : 1);
    }

    private void commitOne(Session session) throws RepositoryException, SupersededException {
        Retry.Attempts attempts = tools.node().retry().attempts();
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
                && !hurried
                && !isTimeToCommit(began));
        checkpoint.save(
                partition,
                batch,
                checkpoint.position() + next - first,
                checkpoint.deferred().and(more));
    }
}
