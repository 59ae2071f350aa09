package org.openguides.processing.internal.engine.selection;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.access.Requester;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.engine.Backoff;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.StopSignal;
import org.openguides.processing.internal.engine.supervision.Lease;
import org.openguides.processing.internal.engine.supervision.Progress;
import org.openguides.processing.internal.engine.supervision.Supervised;
import org.openguides.processing.internal.engine.supervision.Turn;
import org.openguides.processing.internal.engine.throttle.Pace;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.LeasedNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SelectionNode;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.slf4j.Logger;

/**
 * A worker's selection of the assets of one run. It walks the tree in slices; each slice is one commit that includes
 * the position of the walk. Confined to the worker's thread, except for the methods that the supervisor calls.
 */
final class SelectionWork implements Supervised {

    private static final Logger LOG = ServerLog.of(SelectionWork.class);

    /** Duration of a slice. */
    private static final Duration SLICE = Duration.ofSeconds(1);

    private final NodeServices node;
    private final Pace pace;
    private final String runPath;
    private final Fence fence;
    private final Lease lease;
    private final Progress progress;
    private final JudgedAssets assets;
    private final CatalogCleanup cleanup;
    private final Findings findings;
    private final ProcessedPaths paths;
    private final List<String> ignoredRequests;
    private final long unreadFoldersBefore;
    private final Backoff backoff;
    private final Turn turn;
    private volatile boolean advanced;
    private volatile boolean hurried;
    private volatile boolean stopped;

    SelectionWork(RunNode run, Fence fence, NodeServices node, SelectionServices tools, Pace pace)
            throws RepositoryException {
        RunRequest request = run.request();
        List<Requester> requesters = tools.requesters().find(run.users().all());
        boolean counts = request.dryRun() && !request.compare();
        this.node = node;
        this.pace = pace;
        this.runPath = run.node().getPath();
        this.fence = fence;
        this.lease = new Lease(
                this::selection,
                node.ownership().owner(),
                node.settings().leases().heartbeat(),
                node.time());
        this.progress = new Progress(node.time());
        this.paths = tools.paths().of(request);
        this.ignoredRequests = request.paths().stream()
                .filter(path -> !paths.includes(path) && !paths.mayIncludeBelow(path))
                .toList();
        this.unreadFoldersBefore = run.selectionWork().unreadFolders();
        AssetSelector selector = new AssetSelector(
                request,
                paths,
                tools.types(),
                request.filter().skipProcessed() && run.renewsOutdated(),
                counts,
                progress::step);
        this.assets = new JudgedAssets(request, selector, tools.catalogs(), requesters, paths, run.cursor());
        this.cleanup = new CatalogCleanup(
                request, tools.catalogs(), run.selectionWork(), node.time().now());
        this.findings = counts
                ? new CountedAssets(run, requesters, node.settings())
                : new SealedPartitions(run, node.settings(), node.time());
        this.backoff = new Backoff(node);
        this.turn = new Turn(node.time(), node.settings().sizes().turn());
    }

    /**
     * Continues the walk until it is complete or has to stop. Failures of this node are recorded for the coordinator.
     */
    @SuppressWarnings("checkstyle:IllegalCatch")
    SelectionResult work(StopSignal stop) throws RepositoryException, SupersededException {
        try {
            while (true) {
                long began = node.time().nanos();
                try (ServiceSession session = node.open()) {
                    SelectionResult end = check(session.jcr(), stop);
                    if (end != null) {
                        return end;
                    }
                    if (backoff.isDue()) {
                        began = node.time().nanos();
                        slice(session.jcr());
                        turn.worked();
                    }
                    if (isEnded()) {
                        return SelectionResult.DONE;
                    }
                }
                backoff.rest(node.settings().pollInterval());
                pace.rest(node.time().since(began), () -> stop.isStopped() || isNeeded());
            }
        } catch (UnknownFormatException e) {
            throw e;
        } catch (RepositoryException | RuntimeException e) {
            if (isNotedAsFailure(e)) {
                return SelectionResult.RELEASED;
            }
            throw e;
        }
    }

    /** Returns whether a slice of the walk has been saved by this work. */
    boolean hasAdvanced() {
        return advanced;
    }

    private boolean isEnded() {
        return assets.isEnded() && cleanup.isEnded();
    }

    private boolean isNeeded() {
        progress.step();
        return hurried;
    }

    /** Checks whether the work has to stop; returns its result then, or null to continue. */
    private @Nullable SelectionResult check(Session session, StopSignal stop)
            throws RepositoryException, SupersededException {
        progress.enter(Progress.Phase.BETWEEN);
        if (hurried) {
            // before the checks: they see what it was hurried for, and what comes later hurries the next slice
            hurried = false;
            session.refresh(false);
        }
        if (stop.isStopped() || stopped) {
            release(session, selection -> {});
            return SelectionResult.INTERRUPTED;
        }
        if (!isWanted(session)) {
            release(session, selection -> {});
            return SelectionResult.RELEASED;
        }
        Optional<String> end = backoff.exhausted().or(paths::complaint);
        if (end.isPresent()) {
            LeasedNode.Failure failure = new LeasedNode.Failure(
                    node.ownership().owner().node(), node.time().now(), end.get(), true);
            release(session, selection -> selection.addFailure(failure));
            return SelectionResult.RELEASED;
        }
        // a worker that waits for a backend keeps waiting: the next worker would start the wait again
        if (!backoff.isTried() && turn.isOver(session)) {
            release(session, SelectionNode::endTurn);
            return SelectionResult.RELEASED;
        }
        return null;
    }

    private void slice(Session session) throws RepositoryException, SupersededException {
        try {
            walk(session);
            commit(session);
            backoff.succeeded();
        } catch (CatalogUnavailableException e) {
            await(session, ThrottleReason.DATABASE, e.remedy());
        } catch (ContentUnreachableException e) {
            LOG.warn("The data store is unavailable, a selection waits for it", e);
            await(session, ThrottleReason.STORAGE, "");
        }
    }

    private void walk(Session session) throws RepositoryException {
        long began = node.time().nanos();
        int room = findings.room();
        int seen = 0;
        while (!assets.isEnded() && seen < room && !hurried && !node.time().isOver(began, SLICE)) {
            progress.enter(Progress.Phase.SELECTING);
            long step = node.time().nanos();
            seen += findings.add(session, assets.next(session, room - seen));
            pace.stepAside(node.time().since(step), this::isNeeded);
        }
        while (assets.isEnded()
                && !cleanup.isEnded()
                && !hurried
                && !node.time().isOver(began, SLICE)) {
            progress.enter(Progress.Phase.SELECTING);
            long step = node.time().nanos();
            cleanup.next(session);
            pace.stepAside(node.time().since(step), this::isNeeded);
        }
    }

    private void commit(Session session) throws RepositoryException, SupersededException {
        progress.enter(Progress.Phase.COMMITTING);
        Selection.State state = isEnded() ? Selection.State.COMPLETE : Selection.State.WALKING;
        String cursor = assets.cursor();
        node.retry().<Boolean, SupersededException>onConflict(session, () -> {
            RunNode run = run(session);
            SelectionNode selection = own(session);
            findings.write(run, selection, assets.verdicts());
            selection.setIgnored(ignoredRequests, unreadFoldersBefore + assets.unreadFolders());
            cleanup.write(selection);
            run.setSelection(new Selection(state, findings.found()), cursor);
            selection.endWaiting();
            selection.forgetFailures();
            if (state == Selection.State.COMPLETE) {
                selection.setState(LeasedNode.State.DONE);
            }
            save(session);
            return true;
        });
        findings.written();
        advanced = true;
        node.wakeups().signal(run(session).id());
    }

    private void await(Session session, ThrottleReason away, String remedy)
            throws RepositoryException, SupersededException {
        session.refresh(false);
        String before = backoff.waiting();
        backoff.failed(away, remedy);
        if (!before.equals(backoff.waiting())) {
            node.retry().<Boolean, SupersededException>onConflict(session, () -> {
                SelectionNode selection = own(session);
                selection.setWaiting(backoff.waiting());
                selection.setThrottledBy(away);
                save(session);
                return true;
            });
        }
    }

    /** A note that is recorded when the work is released. */
    @FunctionalInterface
    private interface Note {
        void write(SelectionNode selection) throws RepositoryException;
    }

    private void release(Session session, Note note) throws RepositoryException, SupersededException {
        SelectionNode selection = own(session);
        selection.setState(LeasedNode.State.READY);
        note.write(selection);
        save(session);
    }

    private boolean isNotedAsFailure(Exception error) {
        if (Outage.isOutage(error)) {
            return false;
        }
        try (ServiceSession session = node.open()) {
            LeasedNode.Failure failure = new LeasedNode.Failure(
                    node.ownership().owner().node(), node.time().now(), "its assets cannot be selected", false);
            release(session.jcr(), selection -> selection.addFailure(failure));
            LOG.error("A selection has failed on this node", error);
            return true;
        } catch (RepositoryException | SupersededException | ProcessingException e) {
            LOG.debug("A selection keeps its owner until the lease expires", e);
            return false;
        }
    }

    private SelectionNode own(Session session) throws RepositoryException, SupersededException {
        if (!session.nodeExists(runPath)) {
            throw new SupersededException(runPath);
        }
        SelectionNode selection = selection(session);
        fence.pass(selection.node());
        selection.beat(node.time().now());
        return selection;
    }

    private void save(Session session) throws RepositoryException {
        Outage.save(session);
        fence.saved();
        lease.heartbeatWritten();
    }

    private RunNode run(Session session) throws RepositoryException {
        return RunNode.of(session.getNode(runPath));
    }

    private SelectionNode selection(Session session) throws RepositoryException {
        return run(session).selectionWork();
    }

    @Override
    public Progress progress() {
        return progress;
    }

    @Override
    public Lease lease() {
        return lease;
    }

    @Override
    public boolean isWanted(Session session) throws RepositoryException {
        return run(session).isWanted();
    }

    @Override
    public void hurry() {
        hurried = true;
    }

    @Override
    public void stop() {
        stopped = true;
        hurried = true;
    }
}
