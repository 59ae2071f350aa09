package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.engine.CommittedAsset;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.engine.supervision.Lease;
import org.openguides.processing.internal.engine.supervision.Progress;
import org.openguides.processing.internal.engine.throttle.RequestSamples;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.ItemReport;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.Tally;
import org.openguides.processing.spi.Outcome;
import org.slf4j.Logger;

/**
 * An owner's position in a partition, and the commit that advances it. Each call may pass another session. For one
 * thread.
 */
final class Checkpoint {

    private static final Logger LOG = ServerLog.of(Checkpoint.class);

    private final String runPath;
    private final String partitionPath;
    private final String name;
    private final Lease lease;
    /** Whether the assets have been processed and are to be linked. */
    private final boolean processed;
    /** Position of the first path in the present phase. */
    private final int base;

    private final int size;
    /** Position at which the work began. */
    private final int first;

    private final DeferredAssets deferred;
    private final Fence fence;
    private final WorkServices tools;
    private final BooleanSupplier hurried;
    private final Progress progress;
    /** Position up to which a server has died at one of the assets. */
    private final int cautiousTo;

    private final RequestSamples looks = new RequestSamples();
    /** Whether the present transaction has reached its commit. */
    private volatile boolean saving;

    private volatile int position;
    private Tally tally;
    /** Whether the partition has failures since the last checkpoint. */
    private volatile boolean failed;
    /** The reason for throttling that is recorded on the partition. */
    private @Nullable ThrottleReason throttledBy;

    /** Monotonic time at which the present work began. */
    private volatile long workingSince;

    /**
     * @param lease   lease on the partition
     * @param hurried  whether the worker has to finish soon
     * @param progress progress of the worker
     */
    Checkpoint(
            RunNode run,
            PartitionNode partition,
            Fence fence,
            Lease lease,
            WorkServices tools,
            BooleanSupplier hurried,
            Progress progress)
            throws RepositoryException {
        this.runPath = run.node().getPath();
        this.partitionPath = partition.node().getPath();
        this.name = partition.name();
        this.lease = lease;
        this.size = partition.size();
        // a run of the system is not waited for: what it skips has its turn again soon
        Duration later = run.users().isSystem()
                ? Duration.ZERO
                : tools.node().settings().waits().later();
        this.deferred = new DeferredAssets(partition, later);
        this.first = partition.position();
        this.position = first;
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

    /** Returns whether the assets are being linked rather than processed. */
    boolean isProcessed() {
        return processed;
    }

    int position() {
        return position;
    }

    /** Returns whether a commit has advanced the position. */
    boolean hasAdvanced() {
        return position > first;
    }

    /** Returns the index of the first asset after the checkpoint. */
    int index() {
        return position - base;
    }

    /** Returns the position after the last path. */
    int end() {
        return base + size;
    }

    boolean isDone() {
        return isPassed() && (processed || deferred.isEmpty());
    }

    /** Returns whether the checkpoint has passed all assets. */
    boolean isPassed() {
        return position >= end();
    }

    /** Returns the assets before the checkpoint that have no outcome yet. */
    DeferredAssets deferred() {
        return deferred;
    }

    Instant now() {
        return tools.node().time().now();
    }

    /** Must be called when work begins. */
    void begin() {
        workingSince = tools.node().time().nanos();
    }

    /** Returns the run, unless a later version has taken it over. */
    RunNode run(Session session) throws RepositoryException {
        return RunNode.of(session.getNode(runPath));
    }

    /** Returns the position up to which each asset gets its own commit, because a server has died at one of them. */
    int cautiousTo() {
        return cautiousTo;
    }

    boolean isCautious() {
        return position < cautiousTo;
    }

    /** Begins a transaction of the owner; fails early if it was superseded. */
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

    /** Commits the changes of the assets together with the advanced checkpoint and the fencing token. */
    void save(PartitionNode partition, Batch batch, int next, List<DeferredAsset> left) throws RepositoryException {
        batch.complete(partition);
        Tally sum = sumWith(batch.tally());
        if (!left.equals(deferred.all())) {
            partition.setDeferred(left, null);
        }
        partition.advance(next, sum, batch.reports());
        if (isCautious()) {
            partition.deaths().clearCurrentAsset();
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
        int assets = Math.max(1, next - position);
        tools.pace().commit(assets, this::isHurried, () -> {
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
        measure(batch, assets);
        tell(batch.news());
    }

    private Tally sumWith(Tally more) {
        long outcomes = more.total().total();
        Tally sum = tally.plus(more);
        return outcomes > 0 ? sum.plusWorkOf(tools.node().ownership().owner().name(), outcomes) : sum;
    }

    private void measure(Batch batch, int assets) {
        EngineMetrics metrics = tools.node().metrics();
        metrics.committed(batch.tally().total(), assets);
        for (ItemReport report : batch.reports()) {
            if (report.outcome().equals(Outcome.FAILED.name())) {
                metrics.failed(report.reason().code());
            }
        }
    }

    private void tell(List<CommittedAsset> news) {
        if (!news.isEmpty()) {
            tools.node().listener().committed(news);
        }
    }

    /**
     * Publishes what the work waits for, until the next checkpoint.
     *
     * @param reason  category of the wait
     * @param waiting one sentence for people
     */
    void tellWaiting(Session session, ThrottleReason reason, String waiting)
            throws RepositoryException, SupersededException {
        tools.node().retry().<Boolean, SupersededException>onConflict(session, () -> {
            PartitionNode partition = own(session);
            partition.setWaiting(waiting);
            partition.setThrottledBy(reason);
            partition.beat(now());
            save(session);
            return true;
        });
        throttledBy = reason;
    }

    private void save(Session session) throws RepositoryException {
        Outage.save(session);
        fence.saved();
        lease.heartbeatWritten();
    }

    /** Polling this counts as progress, so a worker that waits for others does not look hung. */
    private boolean isHurried() {
        progress.step();
        return hurried.getAsBoolean();
    }

    /** A note that is recorded when the partition is released. */
    @FunctionalInterface
    interface Note {
        void write(PartitionNode partition) throws RepositoryException;
    }

    /** Releases the partition at its checkpoint; the next worker may be of an earlier build. */
    void release(Session session, Note note) throws RepositoryException, SupersededException {
        leave(session, partition -> {
            partition.closeFiles();
            note.write(partition);
        });
    }

    /** Releases the partition for its next turn. Turns may be many, so this must not create a file. */
    void endTurn(Session session) throws RepositoryException, SupersededException {
        leave(session, PartitionNode::endTurn);
    }

    private void leave(Session session, Note note) throws RepositoryException, SupersededException {
        PartitionNode partition = own(session);
        partition.setState(PartitionNode.State.READY);
        partition.deaths().clearCurrentAsset();
        note.write(partition);
        save(session);
    }

    /** Records when the deferred assets are retried, after each has been tried. */
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

    /** Lets open requests go first, in proportion to the work done since the last call. */
    void stepAside() {
        looks.add(tools.pace().stepAside(tools.node().time().since(workingSince), this::isHurried));
        begin();
    }

    /**
     * Returns whether the database rejects just this commit: a document that is too large causes the same exception as
     * a database that is unavailable. A successful heartbeat proves that the database is available.
     */
    boolean isRefusedByStore(Session session, RepositoryException e) throws SupersededException {
        return saving && Outage.isOutage(e) && isStoreAlive(session);
    }

    private boolean isStoreAlive(Session session) throws SupersededException {
        try {
            session.refresh(false);
            own(session).beat(now());
            save(session);
            return true;
        } catch (RepositoryException away) {
            LOG.debug("The database is unavailable", away);
            return false;
        }
    }

    /** Records the current asset in the repository, if it exists; the commit of the asset removes the record. */
    void recordCurrentAsset(Session session, String path) throws RepositoryException, SupersededException {
        Optional<AssetNode> asset = AssetNode.at(session, path);
        if (asset.isPresent()) {
            String revision = asset.get().revision(tools.node().settings().comparedBytes());
            String note = tools.workbench().suspects().note(new CrashHistory.Asset(path, revision));
            PartitionNode partition = own(session);
            partition.deaths().recordCurrentAsset(note);
            partition.beat(now());
            save(session);
        }
    }

    /** Removes the record of an asset that was not committed, and discards unsaved changes. */
    void clearCurrentAsset(Session session) throws RepositoryException, SupersededException {
        session.refresh(false);
        PartitionNode partition = own(session);
        partition.deaths().clearCurrentAsset();
        partition.beat(now());
        save(session);
    }
}
