package org.openguides.processing.internal.engine.work;

import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Map;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.supervision.Lease;
import org.openguides.processing.internal.engine.supervision.Progress;
import org.openguides.processing.internal.engine.supervision.Supervised;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.DeadlyAssets;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.LeasedNode;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.slf4j.Logger;

/**
 * An owner's work on one partition. Each call may pass another session. Confined to the worker's thread, except for the
 * methods that the supervisor calls.
 */
final class PartitionWork implements Supervised, AutoCloseable {

    /** Keeps AEM's workflow launchers from starting for commits with this user data. */
    static final String USER_DATA = "changedByWorkflowProcess";

    private static final Logger LOG = ServerLog.of(PartitionWork.class);

    private final Checkpoint checkpoint;
    private final BatchCommits commits;
    private final WorkServices tools;
    private final CurrentAsset current;
    private final Progress progress;
    private final Lease lease;
    private volatile boolean hurried;
    private volatile boolean stopped;

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
        Batches batches = new Batches(run, partition, checkpoint.isProcessed(), tools, current);
        this.commits = new BatchCommits(checkpoint, batches, tools, current, progress, this::isHurried);
    }

    private static Lease.Find find(String runPath, String partition) {
        return session -> RunNode.at(session, runPath)
                .partition(partition)
                .orElseThrow(() -> new PathNotFoundException(runPath + ": " + partition));
    }

    boolean isDone() {
        return checkpoint.isDone();
    }

    /** Returns whether an asset has got its outcome by this work. */
    boolean hasAdvanced() {
        return checkpoint.hasAdvanced();
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

    /**
     * Ends the hurry of the last batch. Must be called before the state of the run is checked for the next one, with
     * nothing to be saved: it then sees what the worker was hurried for, and what comes later hurries the next batch.
     */
    void calm(Session session) throws RepositoryException {
        if (hurried) {
            hurried = false;
            session.refresh(false);
        }
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

    /** Processes or links the next assets and commits them, as {@link BatchCommits#next} does. */
    void nextBatch(Session session) throws RepositoryException, SupersededException {
        session.getWorkspace().getObservationManager().setUserData(USER_DATA);
        commits.next(session);
        current.committed();
    }
}
