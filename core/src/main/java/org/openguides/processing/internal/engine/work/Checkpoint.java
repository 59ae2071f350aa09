package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.engine.supervision.Lease;
import org.openguides.processing.internal.engine.supervision.Progress;
import org.openguides.processing.internal.engine.throttle.RequestSamples;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.Tally;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where one owner's work on a partition stands, and the one commit that moves it on. Each call may come with another session. For
 * one thread.
 */
final class Checkpoint {

    private static final Logger LOG = LoggerFactory.getLogger(Checkpoint.class);

    private final String runPath;
    private final String partitionPath;
    private final String name;
    private final Lease lease;
    /** Whether the assets have been processed, and are to be linked. */
    private final boolean processed;
    /** The position before the first of the paths. */
    private final int base;

    private final int size;
    private final DeferredAssets deferred;
    private final Fence fence;
    private final PartitionWork.Tools tools;
    private final BooleanSupplier hurried;
    private final Progress progress;
    /** Up to which position a server has died at one of the assets. */
    private final int cautiousTo;

    private final RequestSamples looks = new RequestSamples();
    /** Whether the present transaction has come as far as its commit. */
    private volatile boolean saving;

    private volatile int position;
    private Tally tally;
    /** Whether workers have failed since the last checkpoint. */
    private volatile boolean failed;
    /** What the partition says holds this owner back. */
    private @Nullable ThrottleReason throttledBy;

    /** When the present work began, monotonic. */
    private volatile long workingSince;

    /**
     * @param lease   what others know of the partition
     * @param hurried  whether the worker has to come to an end
     * @param progress of the worker
     */
    Checkpoint(
            RunNode run,
            PartitionNode partition,
            Fence fence,
            Lease lease,
            PartitionWork.Tools tools,
            BooleanSupplier hurried,
            Progress progress)
            throws RepositoryException {
        this.runPath = run.node().getPath();
        this.partitionPath = partition.node().getPath();
        this.name = partition.name();
        this.lease = lease;
        this.size = partition.size();
        this.deferred =
                new DeferredAssets(partition, tools.node().settings().waits().later());
        this.position = partition.position();
        this.processed = position >= size && deferred.isEmpty();
        this.base = processed ? size : 0;
        this.cautiousTo = processed ? 0 : partition.deaths().cautiousTo();
        this.fence = fence;
        this.tools = tools;
        this.hurried = hurried;
        this.progress = progress;
        this.tally = partition.tally();
        this.failed = !partition.failures().isEmpty();
        this.workingSince = tools.node().time().nanos();
    }

    /** Whether the assets are linked now, and not processed. */
    boolean isProcessed() {
        return processed;
    }

    int position() {
        return position;
    }

    /** The place of the asset behind the checkpoint among the paths. */
    int index() {
        return position - base;
    }

    /** The position behind the last of the paths. */
    int end() {
        return base + size;
    }

    boolean isDone() {
        return isPassed() && (processed || deferred.isEmpty());
    }

    /** Whether each asset has had its turn. */
    boolean isPassed() {
        return position >= end();
    }

    /** The assets that have had their turn and have no outcome yet. */
    DeferredAssets deferred() {
        return deferred;
    }

    Instant now() {
        return tools.node().time().now();
    }

    /** To be called when work begins. */
    void begin() {
        workingSince = tools.node().time().nanos();
    }

    /** The run, if no later version has taken it over. */
    RunNode run(Session session) throws RepositoryException {
        return RunNode.of(session.getNode(runPath));
    }

    /** Up to which position each asset gets a commit of its own, as a server has died at one of them. */
    int cautiousTo() {
        return cautiousTo;
    }

    boolean isCautious() {
        return position < cautiousTo;
    }

    /** Begins a transaction of the owner: who has been superseded does not even begin. */
    PartitionNode own(Session session) throws RepositoryException, SupersededException {
        if (!session.nodeExists(partitionPath)) {
            throw new SupersededException(partitionPath);
        }
        saving = false;
        PartitionNode partition =
                RunNode.at(session, runPath).partition(name).orElseThrow(() -> new SupersededException(partitionPath));
        fence.pass(partition.node());
        return partition;
    }

    /**
     * One commit: the changes of the assets, the checkpoint after them, and the fencing token.
     */
    void save(PartitionNode partition, Batch batch, int next, List<DeferredAsset> left) throws RepositoryException {
        batch.complete(partition);
        Tally sum = tally.plus(batch.tally());
        long outcomes = batch.tally().total().total();
        if (outcomes > 0) {
            sum = sum.plusWorkOf(tools.node().ownership().owner().name(), outcomes);
        }
        if (!left.equals(deferred.all())) {
            partition.setDeferred(left, null);
        }
        partition.advance(next, sum, batch.reports());
        if (isCautious()) {
            partition.deaths().forgetInHand();
        }
        partition.beat(now());
        if (next == end() && left.isEmpty()) {
            partition.setState(processed ? PartitionNode.State.DONE : PartitionNode.State.PROCESSED);
        }
        stepAside();
        ThrottleReason reason = tools.pace().throttledBy(looks.haveFoundRequests());
        if (reason != throttledBy) {
            partition.setThrottledBy(reason);
        }
        if (failed) {
            partition.forgetFailures();
        }
        saving = true;
        tools.pace().commit(Math.max(1, next - position), this::isHurried, () -> {
            progress.enter(Progress.Phase.COMMITTING);
            save(partition.node().getSession());
        });
        progress.enter(Progress.Phase.BETWEEN);
        failed = false;
        throttledBy = reason;
        looks.forget();
        position = next;
        deferred.saved(left);
        tally = sum;
        begin();
    }

    /**
     * Tells the coordinator what keeps the work from going on, until the next checkpoint.
     *
     * @param reason  what is waited for
     * @param waiting the same as one sentence for people
     */
    void tellWaiting(Session session, ThrottleReason reason, String waiting)
            throws RepositoryException, SupersededException {
        PartitionNode partition = own(session);
        partition.setWaiting(waiting);
        partition.setThrottledBy(reason);
        partition.beat(now());
        save(session);
        throttledBy = reason;
    }

    private void save(Session session) throws RepositoryException {
        Outage.save(session);
        fence.saved();
        lease.beaten();
    }

    /** Waiting for others is progress too, as long as it comes back to this question. */
    private boolean isHurried() {
        progress.step();
        return hurried.getAsBoolean();
    }

    /** What is noted as the partition is given back. */
    @FunctionalInterface
    interface Note {
        void write(PartitionNode partition) throws RepositoryException;
    }

    /** Leaves the partition to the next worker, which may be of an earlier build, at its checkpoint. */
    void release(Session session, Note note) throws RepositoryException, SupersededException {
        leave(session, partition -> {
            partition.closeFiles();
            note.write(partition);
        });
    }

    /** Leaves the partition to its next turn. There may be many turns: each must not cost a file. */
    void endTurn(Session session) throws RepositoryException, SupersededException {
        leave(session, PartitionNode::endTurn);
    }

    private void leave(Session session, Note note) throws RepositoryException, SupersededException {
        PartitionNode partition = own(session);
        partition.setState(PartitionNode.State.READY);
        partition.deaths().forgetInHand();
        note.write(partition);
        save(session);
    }

    /** Says on the partition when the deferred assets are tried again, after each has been tried. */
    void endRound(Session session) throws RepositoryException, SupersededException {
        PartitionNode partition = own(session);
        deferred.endRound(partition, now());
        partition.endWaiting();
        partition.beat(now());
        if (failed) {
            partition.forgetFailures();
        }
        save(session);
        failed = false;
        throttledBy = null;
    }

    /** Lets requests to this node go first, by the work that has been done since the last time. */
    void stepAside() {
        looks.add(tools.pace().stepAside(tools.node().time().since(workingSince), this::isHurried));
        begin();
    }

    /**
     * Whether the database of the repository refuses this and nothing else: a document that is too large is reported by the same
     * exception as a database that is away. It is alive if it takes a sign of life.
     */
    boolean isRefusedByStore(Session session, RepositoryException e) throws SupersededException {
        return saving && Outage.isOne(e) && isStoreAlive(session);
    }

    private boolean isStoreAlive(Session session) throws SupersededException {
        try {
            session.refresh(false);
            own(session).beat(now());
            save(session);
            return true;
        } catch (RepositoryException away) {
            LOG.debug("The database is away", away);
            return false;
        }
    }

    /** Notes in the repository which asset is in hand, if it is there; the commit of the asset removes the note. */
    void noteInHand(Session session, String path) throws RepositoryException, SupersededException {
        Optional<AssetNode> asset = AssetNode.at(session, path);
        if (asset.isPresent()) {
            String revision = asset.get().revision(tools.node().settings().comparedBytes());
            String note = tools.workbench().suspects().note(new CrashHistory.Asset(path, revision));
            PartitionNode partition = own(session);
            partition.deaths().noteInHand(note);
            partition.beat(now());
            save(session);
        }
    }

    /** Removes the note of an asset that has not been committed, and gives up what the session has not saved. */
    void forgetInHand(Session session) throws RepositoryException, SupersededException {
        session.refresh(false);
        PartitionNode partition = own(session);
        partition.deaths().forgetInHand();
        partition.beat(now());
        save(session);
    }
}
