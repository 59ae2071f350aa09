package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.engine.Backoff;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.StopSignal;
import org.openguides.processing.internal.engine.supervision.LocalWork;
import org.openguides.processing.internal.engine.supervision.Supervisor;
import org.openguides.processing.internal.engine.supervision.Turn;
import org.openguides.processing.internal.engine.throttle.Pace;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.LeasedNode;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.slf4j.Logger;

/**
 * Works on partitions: acquires one and processes it in batches, starting at its checkpoint. Safe for use by multiple
 * threads.
 */
public final class PartitionWorker {

    private static final Logger LOG = ServerLog.of(PartitionWorker.class);

    /**
     * How often in a row a worker continues after its own commit superseded it: one that was reported as failed but had
     * been made.
     */
    private static final int TRIES = 3;

    /** A new session has a cost, and an old one retains an old revision. */
    private static final int BATCHES_OF_A_SESSION = 10;

    private final NodeServices node;
    private final PartitionAcquirer acquirer;
    private final Supervisor supervisor;
    private final Pace pace;
    private final LocalWork held = new LocalWork();

    /** How the work on a partition has ended. */
    public enum Result {
        /** Every asset has an outcome. */
        DONE,
        /**
         * The partition was released: the run was cancelled or has ended, it is another run's turn, or assets are to be
         * retried later. The coordinator decides how to continue.
         */
        RELEASED,
        /** This node failed, which is recorded on the partition for the coordinator. */
        FAILED,
        /** The engine shuts down; the partition has to be queued again. */
        INTERRUPTED,
        /** Another worker owns the partition, or it does not exist. */
        NOT_MINE
    }

    public PartitionWorker(NodeServices node, Workbench workbench, Pace pace, Supervisor supervisor) {
        this.node = node;
        this.acquirer = new PartitionAcquirer(node, workbench, pace);
        this.supervisor = supervisor;
        this.pace = pace;
    }

    /**
     * Works on a partition until it is done or the work has to stop.
     *
     * @throws UnknownFormatException if only a later version understands the run or the partition; it is left at its
     *                                checkpoint
     * @throws RepositoryException if the repository fails so that not even the failure can be recorded; checkpoint and
     *                             content remain consistent
     */
    public Result work(String runId, String partition, StopSignal stop) throws RepositoryException {
        Optional<LocalWork.Hold> mine = held.hold(key(runId, partition));
        if (mine.isEmpty()) {
            return Result.NOT_MINE;
        }
        try (LocalWork.Hold hold = mine.get()) {
            Result result = acquireAndWork(runId, partition, stop);
            Result last = result;
            while (last != Result.FAILED && last != Result.INTERRUPTED && hold.isAskedForAgain()) {
                last = acquireAndWork(runId, partition, stop);
                result = last == Result.NOT_MINE ? result : last;
            }
            return result;
        } finally {
            node.wakeups().signal(runId);
        }
    }

    private static String key(String runId, String partition) {
        return runId + "/" + partition;
    }

    /**
     * A worker may be superseded by its own commit that was reported as failed but had been made. It still owns the
     * partition then, and continues at the present checkpoint.
     */
    private Result acquireAndWork(String runId, String partition, StopSignal stop) throws RepositoryException {
        String thread = runId.substring(0, Math.min(8, runId.length())) + '-' + partition;
        for (int attempt = 0; attempt < TRIES; ) {
            Optional<PartitionWork> work = acquirer.acquire(runId, partition);
            if (work.isEmpty()) {
                return Result.NOT_MINE;
            }
            try {
                Supervisor.Outcome<Result> outcome = supervisor.await(thread, work.get(), () -> loop(work.get(), stop));
                @Nullable Result result = outcome.result();
                if (result != null) {
                    return result;
                }
                if (outcome.abandonReason() == Supervisor.AbandonReason.STOPPING && stop.isStopped()) {
                    return Result.INTERRUPTED;
                }
                if (outcome.abandonReason() != Supervisor.AbandonReason.AT_AN_ASSET) {
                    return outcome.abandonReason() == Supervisor.AbandonReason.AT_WORK
                            ? Result.FAILED
                            : Result.RELEASED;
                }
                if (supervisor.isExhausted()) {
                    note(runId, partition, "too many of its assets hang");
                    return Result.FAILED;
                }
            } catch (SupersededException e) {
                attempt = work.get().hasAdvanced() ? 1 : attempt + 1;
            }
        }
        return Result.NOT_MINE;
    }

    /**
     * Records that this node cannot start the partition. Does nothing if another worker owns it.
     *
     * @param reason a clause that completes a sentence for people
     */
    public void refuse(String runId, String partition, String reason) throws RepositoryException {
        if (!held.ask(key(runId, partition))) {
            note(runId, partition, reason);
        }
    }

    private void note(String runId, String partition, String reason) throws RepositoryException {
        String id = node.ownership().owner().node();
        try (ServiceSession session = node.open()) {
            node.retry().<Boolean, RepositoryException>onConflict(session.jcr(), () -> {
                Optional<RunNode> run = RunStore.find(session.jcr(), runId);
                Optional<PartitionNode> refused =
                        run.isPresent() && run.get().isWanted() ? run.get().partition(partition) : Optional.empty();
                if (refused.isPresent()) {
                    LeasedNode.Failure failure =
                            new LeasedNode.Failure(id, node.time().now(), reason, false);
                    refused.get().refuse(node.ownership().owner().id(), failure);
                    Outage.save(session.jcr());
                }
                return true;
            });
        } finally {
            node.wakeups().signal(runId);
        }
    }

    /** Failures of this node are recorded on the partition, for the coordinator to decide. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    private Result loop(PartitionWork work, StopSignal stop) throws RepositoryException, SupersededException {
        try (work) {
            return batches(work, stop);
        } catch (UnknownFormatException e) {
            work.leave();
            throw e;
        } catch (RepositoryException | RuntimeException e) {
            if (work.isNotedAsFailure(e)) {
                return Result.FAILED;
            }
            throw e;
        }
    }

    private Result batches(PartitionWork work, StopSignal stop) throws RepositoryException, SupersededException {
        Backoff backoff = new Backoff(node);
        Turn turn = new Turn(node.time(), node.settings().sizes().turn());
        while (!work.isDone()) {
            long began;
            try (ServiceSession session = node.open()) {
                int batches = 0;
                do {
                    began = node.time().nanos();
                    Result end = batch(work, session.jcr(), stop, backoff, turn);
                    if (end != null) {
                        return end;
                    }
                    batches++;
                } while (batches < BATCHES_OF_A_SESSION && !work.isDone() && goesOnAtOnce(work, backoff, began));
            }
            backoff.rest(node.settings().pollInterval());
            pace.rest(node.time().since(began), () -> stop.isStopped() || work.isNeeded());
        }
        return Result.DONE;
    }

    /**
     * Returns whether nothing lies between the save of a session and its next batch, so that it sees the present state.
     */
    private boolean goesOnAtOnce(PartitionWork work, Backoff backoff, long began) {
        return !backoff.isTried()
                && !work.isHurried()
                && pace.rest(node.time().since(began)).isZero();
    }

    /** Works on one batch; returns how the work on the partition has ended, or null if it continues. */
    private @Nullable Result batch(PartitionWork work, Session session, StopSignal stop, Backoff backoff, Turn turn)
            throws RepositoryException, SupersededException {
        work.calm(session);
        if (stop.isStopped() || work.isStopped()) {
            work.release(session);
            return Result.INTERRUPTED;
        }
        if (!work.isWanted(session) || work.isToBeLeft()) {
            work.release(session);
            return Result.RELEASED;
        }
        Optional<String> exhausted = backoff.exhausted();
        if (exhausted.isPresent()) {
            work.giveUp(session, exhausted.get());
            return Result.FAILED;
        }
        // a worker that waits for a backend keeps waiting: the next worker would start the wait again
        if (!backoff.isTried() && work.mayBeGivenBack() && turn.isOver(session)) {
            work.endTurn(session);
            return Result.RELEASED;
        }
        if (backoff.isDue()) {
            nextBatch(work, session, backoff);
            turn.worked();
        }
        return null;
    }

    private static void nextBatch(PartitionWork work, Session session, Backoff backoff)
            throws RepositoryException, SupersededException {
        try {
            work.nextBatch(session);
            backoff.succeeded();
        } catch (CatalogUnavailableException e) {
            await(work, session, backoff, ThrottleReason.DATABASE, e.remedy());
        } catch (ContentUnreachableException e) {
            LOG.warn("The data store is unavailable, a worker waits for it", e);
            await(work, session, backoff, ThrottleReason.STORAGE, "");
        }
    }

    private static void await(PartitionWork work, Session session, Backoff backoff, ThrottleReason away, String remedy)
            throws RepositoryException, SupersededException {
        session.refresh(false);
        String before = backoff.waiting();
        backoff.failed(away, remedy);
        if (!before.equals(backoff.waiting())) {
            work.tellWaiting(session, away, backoff.waiting());
        }
    }
}
