package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Selection;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.StopSignal;
import org.openguides.processing.internal.engine.supervision.LocalWork;
import org.openguides.processing.internal.engine.supervision.Supervisor;
import org.openguides.processing.internal.engine.throttle.Pace;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.LeasedNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.store.SelectionNode;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.slf4j.Logger;

/**
 * Selects the assets of runs: acquires the selection of a run and continues the walk at its last committed position.
 * Safe for use by multiple threads.
 */
public final class SelectionWorker {

    private static final Logger LOG = ServerLog.of(SelectionWorker.class);

    private static final int TRIES = 3;

    private final NodeServices node;
    private final SelectionServices tools;
    private final Pace pace;
    private final Supervisor supervisor;
    private final LocalWork held = new LocalWork();

    public SelectionWorker(NodeServices node, SelectionServices tools, Pace pace, Supervisor supervisor) {
        this.node = node;
        this.tools = tools;
        this.pace = pace;
        this.supervisor = supervisor;
    }

    /**
     * Selects assets of a run until all are selected or the work has to stop.
     *
     * @throws UnknownFormatException if only a later version understands the run
     * @throws RepositoryException if the repository fails; assets that have been committed remain selected
     */
    public SelectionResult work(String runId, StopSignal stop) throws RepositoryException {
        Optional<LocalWork.Hold> mine = held.hold(runId);
        if (mine.isEmpty()) {
            return SelectionResult.NOT_MINE;
        }
        try (LocalWork.Hold hold = mine.get()) {
            SelectionResult result = acquireAndWork(runId, stop);
            SelectionResult last = result;
            while (last != SelectionResult.INTERRUPTED && hold.isAskedForAgain()) {
                last = acquireAndWork(runId, stop);
                result = last == SelectionResult.NOT_MINE ? result : last;
            }
            return result;
        } finally {
            node.wakeups().signal(runId);
        }
    }

    /** Continues if the worker was superseded by its own commit, which was reported as failed but had been made. */
    private SelectionResult acquireAndWork(String runId, StopSignal stop) throws RepositoryException {
        for (int attempt = 0; attempt < TRIES; ) {
            Optional<SelectionWork> work = acquire(runId);
            if (work.isEmpty()) {
                return SelectionResult.NOT_MINE;
            }
            try {
                Supervisor.Outcome<SelectionResult> outcome = supervisor.await(
                        name(runId), work.get(), () -> work.get().work(stop));
                @Nullable SelectionResult result = outcome.result();
                if (result == null) {
                    return stop.isStopped() ? SelectionResult.INTERRUPTED : SelectionResult.RELEASED;
                }
                return result;
            } catch (SupersededException e) {
                LOG.debug("runId={} selection was superseded", runId, e);
                attempt = work.get().hasAdvanced() ? 1 : attempt + 1;
            }
        }
        return SelectionResult.NOT_MINE;
    }

    /**
     * Records that this node cannot start the selection. Does nothing if another worker owns it.
     *
     * @param reason a clause that completes a sentence for people
     */
    public void refuse(String runId, String reason) throws RepositoryException {
        if (held.ask(runId)) {
            return;
        }
        String id = node.ownership().owner().node();
        try (ServiceSession session = node.open()) {
            node.retry().<Boolean, RepositoryException>onConflict(session.jcr(), () -> {
                Optional<RunNode> run = RunStore.find(session.jcr(), runId);
                if (run.isPresent() && run.get().isWanted()) {
                    LeasedNode.Failure failure =
                            new LeasedNode.Failure(id, node.time().now(), reason, false);
                    run.get().selectionWork().refuse(node.ownership().owner().id(), failure);
                    Outage.save(session.jcr());
                }
                return true;
            });
        } finally {
            node.wakeups().signal(runId);
        }
    }

    private static String name(String runId) {
        return runId.substring(0, Math.min(8, runId.length())) + "-selection";
    }

    private Optional<SelectionWork> acquire(String runId) throws RepositoryException {
        try (ServiceSession session = node.open()) {
            return node.retry().onConflict(session.jcr(), () -> acquire(session.jcr(), runId));
        }
    }

    private Optional<SelectionWork> acquire(Session session, String runId) throws RepositoryException {
        Optional<RunNode> run = RunStore.find(session, runId);
        if (run.isEmpty() || !run.get().isWanted() || run.get().selection().state() == Selection.State.COMPLETE) {
            return Optional.empty();
        }
        SelectionNode selection = run.get().selectionWork();
        if (!isFree(selection)) {
            return Optional.empty();
        }
        Fence fence = Fence.seize(selection.node());
        selection.acquire(
                node.ownership().owner().id(),
                node.ownership().owner().name(),
                node.time().now());
        session.save();
        fence.saved();
        return Optional.of(new SelectionWork(run.get(), fence, node, tools, pace));
    }

    private boolean isFree(SelectionNode selection) throws RepositoryException {
        return switch (selection.state()) {
            case READY -> true;
            case WORKING -> node.ownership().mayTake(selection.node().getPath(), selection.owner(), selection.pulse());
            case PROCESSED, DONE -> false;
        };
    }
}
