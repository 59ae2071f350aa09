package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.Dispatch;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.lifecycle.RunEnding;
import org.openguides.processing.internal.runlog.RunLogWriter;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.CoordinatorDeaths;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.store.UnknownFormatException;

/**
 * Acquires runs for the coordinators of this node: runs without an owner, and runs whose owner has died. Safe for use
 * by multiple threads.
 */
public final class RunAcquirer {

    private final NodeServices node;
    private final Supplier<RunLogWriter> logs;
    private final Dispatch dispatch;
    private final TakeoverThreads takeovers;

    /**
     * @param logs      creates the writer for the log of a run
     * @param dispatch  queues the work of runs
     * @param takeovers the threads in which commits may wait for those of a dead node
     */
    public RunAcquirer(NodeServices node, Supplier<RunLogWriter> logs, Dispatch dispatch, TakeoverThreads takeovers) {
        this.node = node;
        this.logs = logs;
        this.dispatch = dispatch;
        this.takeovers = takeovers;
    }

    /**
     * Acquires a run. Returns empty if another coordinator owns it, it has ended, or it does not exist.
     *
     * @throws UnknownFormatException if only a later version can continue the run; nothing has been changed that the
     *                                later version would not have changed
     * @throws RepositoryException if the repository fails
     */
    public Optional<RunCoordinator> acquire(String runId) throws RepositoryException {
        return acquire(runId, () -> true);
    }

    private Optional<RunCoordinator> acquire(String runId, BooleanSupplier isWanted) throws RepositoryException {
        try (ServiceSession session = node.open()) {
            // a conflict may have taken minutes, and then another node wants it
            return node.retry()
                    .onConflict(
                            session.jcr(),
                            () -> isWanted.getAsBoolean() ? acquire(session.jcr(), runId) : Optional.empty());
        }
    }

    /**
     * Returns how long a run that has not begun has to wait for its start time.
     *
     * @return zero if it may start, has started, or does not exist
     */
    public Duration untilBegin(String runId) throws RepositoryException {
        try (ServiceSession session = node.open()) {
            Optional<RunNode> run = RunStore.find(session.jcr(), runId);
            if (run.isEmpty() || run.get().state() != RunState.QUEUED) {
                return Duration.ZERO;
            }
            return run.get().request().untilAllowed(node.time().now(), ZoneId.systemDefault());
        }
    }

    /**
     * Begins to {@linkplain #acquire acquire} a run, and returns at once.
     *
     * @param isWanted checked before each attempt and after: whether there is still a use for it; otherwise it is released
     */
    Future<Optional<RunCoordinator>> begin(String runId, BooleanSupplier isWanted) {
        return takeovers.begin(runId, () -> {
            Optional<RunCoordinator> acquired = acquire(runId, isWanted);
            if (acquired.isPresent() && !isWanted.getAsBoolean()) {
                acquired.get().release();
                return Optional.empty();
            }
            return acquired;
        });
    }

    /**
     * Ends a run that this node cannot coordinate. Does nothing if it has ended or a live owner works on it.
     *
     * @param reason one sentence for people
     * @throws UnknownFormatException if only a later version understands it; nothing has been changed then
     */
    public void fail(String runId, String reason) throws RepositoryException {
        try (ServiceSession session = node.open()) {
            Session jcr = session.jcr();
            node.retry().<Boolean, RepositoryException>onConflict(jcr, () -> {
                Optional<RunNode> run = RunStore.find(jcr, runId);
                if (run.isPresent() && isFree(run.get(), run.get().state())) {
                    end(jcr, run.get(), reason);
                }
                return true;
            });
        }
    }

    /**
     * Releases a run that this node cannot coordinate, so that another node does not have to wait for the lease to
     * expire.
     */
    void giveBack(String runId) throws RepositoryException {
        try (ServiceSession session = node.open()) {
            Session jcr = session.jcr();
            node.retry().<Boolean, RepositoryException>onConflict(jcr, () -> {
                Optional<RunNode> run = RunStore.find(jcr, runId);
                if (run.isPresent()
                        && run.get().owner().equals(node.ownership().owner().id())) {
                    run.get().setOwner("");
                    Fence.seize(run.get().node());
                    jcr.save();
                }
                return true;
            });
        }
    }

    private boolean isFree(RunNode run, RunState state) throws RepositoryException {
        return state != RunState.RUNNING
                || node.ownership().mayTake(run.node().getPath(), run.owner(), run.updatedAt());
    }

    private Optional<RunCoordinator> acquire(Session session, String runId) throws RepositoryException {
        Optional<RunNode> found = RunStore.find(session, runId);
        if (found.isEmpty()) {
            return Optional.empty();
        }
        RunNode run = found.get();
        RunState state = run.state();
        if (!isFree(run, state)) {
            return Optional.empty();
        }
        RunRequest request = run.request();
        run.checkParts();
        if (request.filter().skipProcessed()) {
            // an update must not have all content processed again by itself
            run.decideRenewal(node.settings().renewOutdated() && !request.system());
        }
        if (state == RunState.RUNNING && isHopeless(run)) {
            giveUp(session, run);
            return Optional.empty();
        }
        return take(session, run, request, state);
    }

    /** Returns whether too many coordinators in a row have died without progress while there was work to do. */
    private boolean isHopeless(RunNode run) throws RepositoryException {
        return node.ownership().hasDied(run.owner())
                && !CoordinatorDeaths.isIdle(run)
                && CoordinatorDeaths.note(run) >= node.settings().leases().attempts();
    }

    private void giveUp(Session session, RunNode run) throws RepositoryException {
        end(
                session,
                run,
                "The server has died " + node.settings().leases().attempts()
                        + " times in a row without any progress of the run; see the server's log, fix the "
                        + "cause and resume");
    }

    private void end(Session session, RunNode run, String reason) throws RepositoryException {
        if (RunEnding.end(session, run, RunEvent.FAIL, node.time().now(), reason, node.outbox())) {
            Fence.seize(run.node());
            RunLogWriter log = log(run);
            log.error("The run cannot continue: " + reason);
            log.stage(session);
            session.save();
            RunNews.ended(node, () -> run);
        }
    }

    private Optional<RunCoordinator> take(Session session, RunNode run, RunRequest request, RunState state)
            throws RepositoryException {
        RunEvent event = state == RunState.RUNNING ? RunEvent.TAKE_OVER : RunEvent.START;
        Instant heardOf = run.updatedAt();
        Instant now = node.time().now();
        if (!run.apply(event, now, "")) {
            return Optional.empty();
        }
        run.progress().beginAttempt(run.attempt(), node.ownership().owner().name(), now, heardOf);
        run.setOwner(node.ownership().owner().id());
        Fence fence = Fence.seize(run.node());
        RunLogWriter log = log(run);
        log.info("Attempt " + run.attempt() + " begins on node "
                + node.ownership().owner().name());
        log.stage(session);
        session.save();
        fence.saved();
        log.saved();
        if (event == RunEvent.START) {
            RunNews.started(node, () -> run);
        }
        RunSession held = new RunSession(node, run, request, fence, log);
        return Optional.of(new RunCoordinator(held, node, dispatch, takeovers, run));
    }

    private RunLogWriter log(RunNode run) throws RepositoryException {
        RunLogWriter log = logs.get();
        log.attach(RunLogWriter.create(run.node()));
        return log;
    }
}
