package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Comparison;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.guides.GuidesOwned;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What a coordinator does in one attempt: select, dispatch, watch, end. For one thread. */
public final class RunExecution {

    private static final Logger LOG = LoggerFactory.getLogger(RunExecution.class);
    private static final Duration PROGRESS_LINES = Duration.ofSeconds(10);

    private final Attempt attempt;
    private final RunSettings settings;
    private final Surroundings around;
    private Eta eta = new Eta();
    private final Instant began;
    private final Backoff backoff;
    private String waiting = "";
    private String comment = "";
    private @Nullable ThrottleReason throttledBy;
    private Instant lastProgressLine;
    private long doneBefore;
    private boolean withdrawn;

    /**
     * Whom a coordinator works with.
     *
     * @param dispatch  gives partitions to workers
     * @param types     tells what assets are
     * @param catalogs  knows what was found out about assets
     * @param wakeups   signalled by the workers of this node
     * @param ownership tells whose work may be taken over
     */
    public record Surroundings(
            PartitionDispatch dispatch, TypeDetector types, Catalogs catalogs, Wakeups wakeups, Ownership ownership) {}

    /** Why a run ends, and how. */
    private record End(RunEvent event, String comment) {}

    RunExecution(Attempt attempt, RunSettings settings, Surroundings around) {
        this.attempt = attempt;
        this.settings = settings;
        this.around = around;
        this.began = attempt.now();
        this.backoff = attempt.backoff(settings);
        this.lastProgressLine = began;
    }

    Coordinator.Result work(StopSignal stop) throws RepositoryException, SupersededException {
        SelectionPhase selection;
        PartitionWatch watch;
        ErrorBudget budget;
        try (ServiceSession session = attempt.open()) {
            RunNode run = attempt.run(session.jcr());
            selection = new SelectionPhase(attempt, run, settings, around);
            watch = new PartitionWatch(run, around, settings.partitionsInFlight());
            Counts before = watch.tally().total();
            doneBefore = before.total();
            budget = new ErrorBudget(settings.safety().errorBudget(), before);
            announce(selection);
        }
        boolean interrupted = false;
        while (true) {
            long seen = around.wakeups().seen();
            End end;
            // One session for each round: it sees cancel requests and other nodes' work, and never grows old.
            try (ServiceSession session = attempt.open()) {
                if (interrupted || Thread.interrupted() || stop.isStopped()) {
                    attempt.log().info("The system stops; the run goes on when it is back");
                    attempt.commit(session.jcr(), run -> {});
                    return Coordinator.Result.INTERRUPTED;
                }
                end = round(session.jcr(), selection, watch);
                if (end != null) {
                    end(session.jcr(), end, watch);
                    return Coordinator.Result.ENDED;
                }
                guard(session.jcr(), budget, watch);
            }
            if (backoff.isTried()) {
                backoff.rest(settings.pollInterval());
            } else if (selection.isComplete()) {
                interrupted = !around.wakeups().await(seen, settings.pollInterval());
            }
        }
    }

    /** One round: walk a little, look after the partitions; returns the end of the run if it has come. */
    private @Nullable End round(Session session, SelectionPhase selection, PartitionWatch watch)
            throws RepositoryException, SupersededException {
        RunNode run = attempt.run(session);
        String cancelledBy = run.cancelledBy();
        String failure = run.failure();
        boolean stopping = cancelledBy != null || failure != null;
        if (!stopping) {
            select(session, selection, watch);
            watch.dispatch();
        } else {
            withdraw(session);
        }
        PartitionWatch.Look look = watch.look(run);
        if (!stopping) {
            watch.dispatchAgain(look);
        }
        report(session, selection, watch, look);
        if (!stopping) {
            // what has been seen to be done has made room
            watch.dispatch();
        }
        if (stopping && !look.isWorkGoingOn()) {
            return failure != null
                    ? new End(RunEvent.FAIL, failure)
                    : new End(RunEvent.CANCEL, "Cancelled by " + Objects.requireNonNull(cancelledBy));
        }
        if (!selection.isComplete() || !watch.isIdle()) {
            return null;
        }
        if (watch.processed().isEmpty() || !isLinkable(run)) {
            return new End(RunEvent.SUCCEED, RunSummary.comment(watch.tally().total()));
        }
        beginLinking(session, watch);
        return null;
    }

    /** What depends on maps is not compared with what the catalog knows of other maps than there are. */
    private boolean isLinkable(RunNode run) throws RepositoryException {
        return !attempt.request().compare() || run.comparison().isLinkable();
    }

    /** Whoever takes a partition from now on fails; whoever has one is seen by the next look. */
    private void withdraw(Session session) throws RepositoryException, SupersededException {
        if (!withdrawn) {
            attempt.commit(session, RunNode::withdrawPartitions);
            withdrawn = true;
        }
    }

    /** Gives all partitions to workers once more: what depends on other assets is known now. */
    private void beginLinking(Session session, PartitionWatch watch) throws RepositoryException, SupersededException {
        Map<String, List<Integer>> doubtful = Namesakes.in(attempt.run(session), watch.processed());
        attempt.log().info("All assets have been processed; they are linked now");
        attempt.commit(session, run -> {
            for (Map.Entry<String, List<Integer>> partition : doubtful.entrySet()) {
                run.partition(partition.getKey()).orElseThrow().beginLinking(partition.getValue());
            }
        });
        watch.beginLinking();
        watch.dispatch();
        eta = new Eta();
    }

    /**
     * Takes note of what is waited for, and writes to the log if that is new.
     *
     * @param now   what keeps workers or the selection from going on
     * @param later what no worker has in hand, as it has to wait
     */
    private boolean isNews(String now, String later) {
        attempt.tell(waiting, now, throttledBy);
        waiting = now;
        String said = now.isEmpty() ? later : now;
        boolean news = !said.equals(comment);
        if (news && now.isEmpty() && !later.isEmpty()) {
            attempt.log().info(later);
        }
        comment = said;
        return news;
    }

    /** Makes the workers stop if too many assets fail, or the catalog is away too long; the next round ends the run. */
    private void guard(Session session, ErrorBudget budget, PartitionWatch watch)
            throws RepositoryException, SupersededException {
        Optional<String> spent = budget.spentAt(watch.tally().total()).or(backoff::exhausted);
        if (spent.isPresent() && attempt.run(session).failure() == null) {
            attempt.commit(session, run -> run.setFailure(spent.get()));
        }
    }

    private void select(Session session, SelectionPhase selection, PartitionWatch watch)
            throws RepositoryException, SupersededException {
        if (selection.isComplete() || !backoff.isDue()) {
            return;
        }
        try {
            String sealed = selection.advance(session);
            backoff.succeeded();
            if (sealed != null) {
                watch.add(sealed);
            }
            if (selection.isComplete()) {
                attempt.log().info(selection.describe());
            }
        } catch (CatalogUnavailableException e) {
            backoff.failed(ThrottleReason.DATABASE);
        } catch (ContentUnreachableException e) {
            LOG.warn("The data store is away, a selection waits for it", e);
            backoff.failed(ThrottleReason.STORAGE);
        }
    }

    private void report(Session session, SelectionPhase selection, PartitionWatch watch, PartitionWatch.Look look)
            throws RepositoryException, SupersededException {
        watch.accept(look, attempt.log());
        long done = watch.isLinking() ? watch.linked() : watch.tally().total().total();
        eta.sample(attempt.now(), done);
        Duration remaining = selection.isComplete() ? eta.remaining(selection.found() - done) : null;
        writeProgressLine(selection, watch, done, remaining);
        boolean news = isNews(backoff.isTried() ? backoff.waiting() : look.waiting(), watch.waiting());
        ThrottleReason ofWorkers = look.throttledBy() == null ? watch.throttledBy() : look.throttledBy();
        ThrottleReason reason = backoff.isTried() ? backoff.throttledBy() : ofWorkers;
        boolean otherReason = reason != throttledBy;
        throttledBy = reason;
        attempt.commit(session, run -> {
            if (otherReason) {
                run.setThrottledBy(reason);
            }
            if (news) {
                run.setComment(comment);
            }
            watch.mark(run, look);
            run.setProgress(watch.tally(), remaining);
        });
    }

    private void writeProgressLine(
            SelectionPhase selection, PartitionWatch watch, long done, @Nullable Duration remaining) {
        if (attempt.now().isBefore(lastProgressLine.plus(PROGRESS_LINES))) {
            return;
        }
        lastProgressLine = attempt.now();
        String total = selection.isComplete() ? "" : " found so far";
        String left = remaining == null ? "" : String.format(Locale.ROOT, ", about %d s left", remaining.toSeconds());
        attempt.log()
                .info(String.format(
                        Locale.ROOT,
                        "Progress: %d of %d%s%s, %d failed, %.0f assets/s%s",
                        done,
                        selection.found(),
                        total,
                        watch.isLinking() ? " linked" : "",
                        watch.tally().total().failed(),
                        eta.rate(),
                        left));
    }

    private void announce(SelectionPhase selection) {
        if (selection.isComplete()) {
            attempt.log().info("Going on with " + selection.found() + " selected assets");
        } else {
            attempt.log()
                    .info("Selecting assets below "
                            + String.join(", ", attempt.request().paths()));
        }
    }

    private void end(Session session, End end, PartitionWatch watch) throws RepositoryException, SupersededException {
        Counts counts = watch.tally().total();
        String line = RunSummary.line(counts, counts.total() - doneBefore, Duration.between(began, attempt.now()));
        switch (end.event()) {
            case SUCCEED -> attempt.log().info("Finished: " + line);
            case CANCEL -> attempt.log().warn(end.comment() + ": " + line);
            default -> attempt.log().error("The run cannot go on: " + end.comment() + ": " + line);
        }
        attempt.log().info(RunSummary.warnings(watch.tally().warnings()));
        if (watch.tally().nodes().size() > 1) {
            attempt.log().info(RunSummary.nodes(watch.tally().nodes()));
        }
        RunSummary.table(watch.tally()).forEach(attempt.log()::info);
        Comparison comparison =
                attempt.request().compare() ? attempt.run(session).comparison() : null;
        if (comparison != null) {
            RunSummary.comparison(comparison).forEach(attempt.log()::info);
        }
        attempt.commit(session, run -> {
            run.apply(end.event(), attempt.now(), comment(end, run));
            if (comparison != null) {
                run.keepComparison(comparison);
            }
            run.failSelection();
            run.setProgress(watch.tally(), Duration.ZERO);
            run.closePartitions();
            Claims.release(session, run.id());
        });
    }

    /** What became of it, and what it leaves alone. */
    private String comment(End end, RunNode run) throws RepositoryException {
        String more = attempt.request().compare()
                ? "Compared only; nothing was written to the content"
                : GuidesOwned.notice(run.guidesProperties());
        return Stream.of(end.comment(), more).filter(text -> !text.isEmpty()).collect(Collectors.joining(". "));
    }
}
