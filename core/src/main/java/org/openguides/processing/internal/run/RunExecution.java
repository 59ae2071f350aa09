package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;

/** What a coordinator does in one attempt: select, dispatch, watch, end. For one thread. */
public final class RunExecution {

    private static final Duration PROGRESS_LINES = Duration.ofSeconds(10);

    private final Attempt attempt;
    private final RunSettings settings;
    private final Surroundings around;
    private final Eta eta = new Eta();
    private final Instant began;
    private final Backoff backoff;
    private String waiting = "";
    private Instant lastProgressLine;
    private long doneBefore;
    private @Nullable LinkPhase linking;

    /**
     * Whom a coordinator works with.
     *
     * @param dispatch  gives partitions to workers
     * @param types     tells what assets are
     * @param links     tells of assets what depends on others
     * @param catalogs  knows what was found out about assets
     * @param wakeups   signalled by the workers of this node
     * @param ownership tells whose work may be taken over
     * @param pace      how large the commits of this node are, and what comes between them
     */
    public record Surroundings(
            PartitionDispatch dispatch,
            TypeDetector types,
            AssetLinks links,
            Catalogs catalogs,
            Wakeups wakeups,
            Ownership ownership,
            Pace pace) {}

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
        while (true) {
            long seen = around.wakeups().seen();
            Instant round = attempt.now();
            End end;
            // One session for each round: it sees cancel requests and other nodes' work, and never grows old.
            try (ServiceSession session = attempt.open()) {
                if (stop.isStopped()) {
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
            } else if (linking != null) {
                around.pace().rest(Duration.between(round, attempt.now()), stop::isStopped);
            } else if (selection.isComplete()) {
                around.wakeups().await(seen, settings.pollInterval());
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
        if (linking != null && !stopping) {
            return link(session, linking, watch);
        }
        if (!stopping) {
            select(session, selection, watch);
            watch.dispatch();
        }
        PartitionWatch.Look look = watch.look(run);
        watch.dispatchAgain(look);
        report(session, selection, watch, look);
        if (stopping && !look.isWorkGoingOn()) {
            return failure != null
                    ? new End(RunEvent.FAIL, failure)
                    : new End(RunEvent.CANCEL, "Cancelled by " + Objects.requireNonNull(cancelledBy));
        }
        if (!selection.isComplete() || !watch.isIdle()) {
            return null;
        }
        linking = new LinkPhase(attempt, run, settings, around.links(), around.pace());
        return link(session, linking, watch);
    }

    /** Links some assets; returns the end of the run when all are linked. */
    private @Nullable End link(Session session, LinkPhase links, PartitionWatch watch)
            throws RepositoryException, SupersededException {
        try {
            if (backoff.isDue()) {
                links.advance(session);
                backoff.succeeded();
            }
        } catch (CatalogUnavailableException e) {
            backoff.failed();
        }
        if (isNews(backoff.waiting())) {
            attempt.commit(session, run -> run.setComment(waiting));
        }
        return links.isComplete()
                ? new End(RunEvent.SUCCEED, RunSummary.comment(watch.tally().total()))
                : null;
    }

    /** Takes note of what is waited for, and writes to the log if that is new. */
    private boolean isNews(String now) {
        boolean news = !now.equals(waiting);
        attempt.tell(waiting, now);
        waiting = now;
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
            backoff.failed();
        }
    }

    private void report(Session session, SelectionPhase selection, PartitionWatch watch, PartitionWatch.Look look)
            throws RepositoryException, SupersededException {
        watch.accept(look, attempt.log());
        Counts counts = watch.tally().total();
        eta.sample(attempt.now(), counts.total());
        Duration remaining = selection.isComplete() ? eta.remaining(selection.found() - counts.total()) : null;
        writeProgressLine(selection, counts, remaining);
        boolean news = isNews(backoff.isTried() ? backoff.waiting() : look.waiting());
        attempt.commit(session, run -> {
            if (news) {
                run.setComment(waiting);
            }
            watch.mark(run, look);
            run.setProgress(watch.tally(), remaining);
        });
    }

    private void writeProgressLine(SelectionPhase selection, Counts counts, @Nullable Duration remaining) {
        if (attempt.now().isBefore(lastProgressLine.plus(PROGRESS_LINES))) {
            return;
        }
        lastProgressLine = attempt.now();
        String total = selection.isComplete() ? "" : " found so far";
        String left = remaining == null ? "" : String.format(Locale.ROOT, ", about %d s left", remaining.toSeconds());
        attempt.log()
                .info(String.format(
                        Locale.ROOT,
                        "Progress: %d of %d%s, %d failed, %.0f assets/s%s",
                        counts.total(),
                        selection.found(),
                        total,
                        counts.failed(),
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
        long warnings = watch.tally().warnings() + attempt.run(session).linkWarnings();
        attempt.log().info(RunSummary.warnings(warnings));
        if (watch.tally().nodes().size() > 1) {
            attempt.log().info(RunSummary.nodes(watch.tally().nodes()));
        }
        RunSummary.table(watch.tally()).forEach(attempt.log()::info);
        attempt.commit(session, run -> {
            run.apply(end.event(), attempt.now(), end.comment());
            run.failSelection();
            run.setProgress(watch.tally(), Duration.ZERO);
            run.closePartitions();
            Claims.release(session, run.id());
        });
    }
}
