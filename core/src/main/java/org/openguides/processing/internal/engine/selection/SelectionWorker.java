package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Selection;
import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.StopSignal;
import org.openguides.processing.internal.engine.TypeDetector;
import org.openguides.processing.internal.engine.supervision.Supervisor;
import org.openguides.processing.internal.engine.throttle.Pace;
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
import org.slf4j.LoggerFactory;

/** Selects the assets of runs: acquires the selection of a run, and walks on from where the last worker has come. Safe for use by many threads. */
public final class SelectionWorker {

    private static final Logger LOG = LoggerFactory.getLogger(SelectionWorker.class);

    private static final int TRIES = 3;

    private final NodeServices node;
    private final Tools tools;
    private final Pace pace;
    private final Supervisor supervisor;
    /** The runs whose assets this node selects now: it must not take over from itself. */
    private final Set<String> busy = ConcurrentHashMap.newKeySet();

    /** How the work has ended. */
    public enum Result {
        /** All assets have been selected. */
        DONE,
        /** The run does not want it any more, it is another run's turn, or this node cannot do it; the coordinator decides. */
        RELEASED,
        /** The system stops; the selection has to be given to a worker again. */
        INTERRUPTED,
        /** Another worker has it, or there is nothing to select. */
        NOT_MINE
    }

    /**
     * What assets are selected with.
     *
     * @param types      tells what assets are
     * @param catalogs   knows what was found out about assets
     * @param requesters looks up who asked for a run
     */
    public record Tools(TypeDetector types, Catalogs catalogs, Requesters requesters) {}

    public SelectionWorker(NodeServices node, Tools tools, Pace pace, Supervisor supervisor) {
        this.node = node;
        this.tools = tools;
        this.pace = pace;
        this.supervisor = supervisor;
    }

    /**
     * Selects the assets of a run, until all are or the work has to stop.
     *
     * @throws UnknownFormatException if only a later version understands the run
     * @throws RepositoryException if the repository refuses; what has been selected stays selected
     */
    public Result work(String runId, StopSignal stop) throws RepositoryException {
        if (!busy.add(runId)) {
            return Result.NOT_MINE;
        }
        try {
            return acquireAndWork(runId, stop);
        } finally {
            busy.remove(runId);
            node.wakeups().signal(runId);
        }
    }

    /** A worker that was superseded by a commit of its own, of which it was told that it failed, goes on from there. */
    private Result acquireAndWork(String runId, StopSignal stop) throws RepositoryException {
        for (int attempt = 0; attempt < TRIES; attempt++) {
            Optional<SelectionWork> work = acquire(runId);
            if (work.isEmpty()) {
                return Result.NOT_MINE;
            }
            try {
                Supervisor.Outcome<Result> outcome = supervisor.await(
                        name(runId), work.get(), () -> work.get().work(stop));
                @Nullable Result result = outcome.result();
                if (result == null) {
                    return stop.isStopped() ? Result.INTERRUPTED : Result.RELEASED;
                }
                return result;
            } catch (SupersededException e) {
                LOG.debug("runId={} selection has been superseded", runId, e);
            }
        }
        return Result.NOT_MINE;
    }

    /**
     * Notes that this node cannot even begin with a selection; nothing happens if any node works on it.
     *
     * @param reason a part of a sentence for people
     */
    public void refuse(String runId, String reason) throws RepositoryException {
        if (busy.contains(runId)) {
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
