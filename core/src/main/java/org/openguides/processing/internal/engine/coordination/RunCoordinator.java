package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Comparison;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunType;
import org.openguides.processing.api.Selection;
import org.openguides.processing.internal.engine.Dispatch;
import org.openguides.processing.internal.engine.ErrorBudget;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.lifecycle.RunEnding;
import org.openguides.processing.internal.guides.GuidesOwned;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SelectionNode;
import org.openguides.processing.internal.store.SupersededException;

/**
 * The coordinator of one run, a state machine that is advanced by ticks: has assets selected, queues partitions,
 * collects their results, has the assets linked, ends the run. A tick only polls and decides; it neither walks the tree
 * nor reads content, and commits only if something has changed or a heartbeat is due. For one thread at a time.
 */
public final class RunCoordinator {

    private static final String WAITS = "Waits until a job of the system that covers the same paths has stopped";

    private final RunSession held;
    private final NodeServices node;
    private final WorkQueue queue;
    private final PartitionWatch watch;
    private final RunProgress progress;
    private final ErrorBudget budget;
    private final WorkingHours hours;
    private final boolean isDryRun;
    private final long began;
    private final long doneBefore;
    private @Nullable DuplicateSearch duplicates;
    private boolean selecting;
    private boolean withdrawn;
    /** Whether no run of the system that gave way to this one works any more. */
    private boolean clear;
    /** Whether the comment says that it waits for them. */
    private boolean waits;

    /** How and why a run ends. */
    private record End(RunEvent event, String comment) {}

    RunCoordinator(RunSession held, NodeServices node, Dispatch dispatch, TakeoverThreads takeovers, RunNode run)
            throws RepositoryException {
        this.held = held;
        this.node = node;
        this.queue = new WorkQueue(run.id(), dispatch, node);
        this.watch = new PartitionWatch(run, queue, new Reclaims(run, node, takeovers), node.ownership());
        this.progress = new RunProgress(held, watch, node.time(), run.progress().seen());
        this.isDryRun = held.request().dryRun() && !held.request().compare();
        this.began = node.time().nanos();
        Counts before = watch.tally().total();
        this.doneBefore = before.total();
        this.budget = new ErrorBudget(node.settings().errorBudget(), before);
        Selection selection = run.selection();
        this.selecting = selection.state() != Selection.State.COMPLETE;
        this.hours = WorkingHours.of(held, node.time(), run);
        if (selecting) {
            watch.addSelection(run);
        }
        progress.announce(selection);
    }

    /**
     * Polls the run and does what is due.
     *
     * @return whether the run has ended
     * @throws SupersededException if another coordinator has taken over, or a commit of this coordinator that was
     *                             reported as failed had been made
     * @throws RepositoryException if the repository fails; the next tick may succeed
     */
    public boolean tick() throws RepositoryException, SupersededException {
        // A fresh session for each tick sees cancel requests and the work of other nodes, and does not retain old
        // revisions.
        try (ServiceSession session = held.open()) {
            RunNode run = held.run(session.jcr());
            String cancelledBy = run.cancelledBy();
            String failure = run.failure();
            boolean stopping = cancelledBy != null || failure != null;
            if (stopping) {
                withdraw(session.jcr());
            } else {
                watch.addSealed(run);
            }
            PartitionWatch.Poll poll = watch.poll(run);
            watch.accept(poll, held.log());
            Selection selection = run.selection();
            noticeSelection(run, selection);
            progress.report(session.jcr(), poll, selection);
            Optional<String> fault = watch.decide(poll);
            if (stopping) {
                return isStopped(session.jcr(), poll, cancelledBy, failure);
            }
            fault = fault.or(() -> budget.spentAt(watch.tally().total()));
            if (fault.isPresent()) {
                stop(session.jcr(), fault.get());
                return false;
            }
            if (isToWait(session.jcr(), run)) {
                return false;
            }
            switch (hours.check(session.jcr())) {
                case RESTS -> {
                    queue.pause();
                    return false;
                }
                case BEGINS -> queue.resume();
                case WORKS -> {}
            }
            return resume(session.jcr(), run, selection);
        }
    }

    /** Returns the number of work units, queued or in work, that are not known to be done. */
    int openWork() {
        return queue.size();
    }

    /** Returns whether runs of the system that have to give way to this one have not ended yet. */
    private boolean isToWait(Session session, RunNode run) throws RepositoryException, SupersededException {
        clear = clear || !Claims.isInTheWay(session, run.id());
        if (waits == clear) {
            held.log().info(clear ? "Begins, as no job of the system is in the way any more" : WAITS);
            held.commit(session, waiting -> waiting.setComment(clear ? "" : WAITS));
            waits = !clear;
        }
        return !clear;
    }

    /** Releases the run on shutdown: the next coordinator can acquire it at once, and it does not count as a death. */
    public void release() throws RepositoryException, SupersededException {
        try (ServiceSession session = held.open()) {
            held.log().info("The system shuts down; the run continues after its restart");
            held.commit(session.jcr(), run -> {
                run.setOwner("");
                run.progress().endAttempt(held.now());
            });
        }
    }

    private boolean resume(Session session, RunNode run, Selection selection)
            throws RepositoryException, SupersededException {
        if (selection.state() != Selection.State.COMPLETE || !queue.isIdle()) {
            queue.dispatch(room(session));
            return false;
        }
        if (isDryRun) {
            progress.describeDryRun(run.selectionWork(), selection.found());
            end(
                    session,
                    new End(
                            RunEvent.SUCCEED,
                            "Dry run: " + selection.found() + " assets would be "
                                    + (held.request().type() == RunType.RESET ? "reset" : "processed")));
            return true;
        }
        if (watch.processed().isEmpty() || !isLinkable(run)) {
            end(
                    session,
                    new End(RunEvent.SUCCEED, RunSummary.comment(watch.tally().total())));
            return true;
        }
        beginLinking(session, run);
        return false;
    }

    /** Returns how many partitions may be queued; the more runs are active, the fewer. */
    private int room(Session session) throws RepositoryException {
        int runs = Claims.countWorking(session, node.time().now().atZone(ZoneId.systemDefault()));
        return node.settings().inFlight(node.ownership().cluster().size(), runs);
    }

    private void noticeSelection(RunNode run, Selection selection) throws RepositoryException {
        if (selecting && selection.state() == Selection.State.COMPLETE) {
            selecting = false;
            watch.addSealed(run);
            SelectionNode work = run.selectionWork();
            held.log().info(RunSummary.selection(selection.found(), work.verdicts(), work.unreadFolders()));
            work.ignoredRequests().forEach(path -> held.log().warn("Nothing is processed at the ignored path " + path));
        }
    }

    private boolean isStopped(
            Session session, PartitionWatch.Poll poll, @Nullable String cancelledBy, @Nullable String failure)
            throws RepositoryException, SupersededException {
        if (watch.isWorkGoingOn(poll)) {
            return false;
        }
        end(
                session,
                failure != null
                        ? new End(RunEvent.FAIL, failure)
                        : new End(
                                RunEvent.CANCEL,
                                RunEnding.cancelled(held.request(), Objects.requireNonNull(cancelledBy))));
        return true;
    }

    /** Stops the workers; a later tick ends the run when they have stopped. */
    private void stop(Session session, String reason) throws RepositoryException, SupersededException {
        held.commit(session, run -> {
            run.setFailure(reason);
            run.withdrawPartitions();
        });
        withdrawn = true;
        node.wakeups().signal(held.run(session).id());
    }

    /** A worker that acquires a partition from now on fails; the next poll sees one that already has. */
    private void withdraw(Session session) throws RepositoryException, SupersededException {
        if (!withdrawn) {
            held.commit(session, RunNode::withdrawPartitions);
            withdrawn = true;
        }
    }

    /** A comparison needs a catalog that knows all maps; otherwise it leaves out what depends on maps. */
    private boolean isLinkable(RunNode run) throws RepositoryException {
        return held.request().type() == RunType.PROCESS
                && (!held.request().compare() || run.comparison().isLinkable());
    }

    /** Queues all partitions again, now that everything that linking depends on is known. */
    private void beginLinking(Session session, RunNode run) throws RepositoryException, SupersededException {
        DuplicateSearch search = duplicates;
        if (search == null) {
            search = new DuplicateSearch(run.selection().found(), watch.processed());
            duplicates = search;
        }
        if (!search.isDoneAfterNext(run)) {
            node.wakeups().signal(run.id());
            return;
        }
        DuplicateSearch ready = search;
        held.log().info("All assets have been processed; linking them");
        held.commit(session, marked -> {
            ready.mark(marked);
            marked.progress().beginLinking();
        });
        duplicates = null;
        watch.beginLinking();
        progress.beginLinking();
        queue.dispatch(room(session));
    }

    private void end(Session session, End end) throws RepositoryException, SupersededException {
        Comparison comparison = held.request().compare() ? held.run(session).comparison() : null;
        String ignored = RunSummary.ignored(held.run(session).selectionWork());
        if (!isDryRun || end.event() != RunEvent.SUCCEED) {
            progress.describeEnd(
                    end.event(), end.comment(), doneBefore, node.time().since(began), comparison);
        }
        if (!ignored.isEmpty()) {
            held.log().info("Left out: " + ignored);
        }
        held.commit(session, run -> {
            String comment = comment(end, run);
            if (comparison != null) {
                run.keepComparison(comparison);
            }
            progress.finish(run);
            RunEnding.end(session, run, end.event(), held.now(), comment, node.outbox());
        });
        RunNews.ended(node, () -> held.run(session));
    }

    /** Returns the final comment: the result, and what the run did not write. */
    private String comment(End end, RunNode run) throws RepositoryException {
        String ignored = RunSummary.ignoredRequests(
                run.selectionWork().ignoredRequests(), held.request().paths().size());
        String more = isDryRun
                ? ""
                : held.request().compare()
                        ? "Comparison only; nothing was written to the content"
                        : GuidesOwned.notice(run.guidesProperties());
        return Stream.of(end.comment(), ignored, more)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(". "));
    }
}
