package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.Comparison;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.engine.Backoff;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.store.ProgressSnapshot;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SelectionNode;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.Tally;

/** Publishes the progress of a run in its record and its log. For one thread. */
final class RunProgress {

    private static final Duration ESTIMATED = Duration.ofSeconds(30);
    private static final Duration SEEN_AGAIN = Duration.ofSeconds(5);
    private static final Duration PROGRESS_LINES = Duration.ofSeconds(10);

    private final RunSession held;
    private final PartitionWatch watch;
    private final Time time;
    private Eta eta = new Eta(ESTIMATED);
    private final Eta lastMinute = new Eta(Duration.ofMinutes(1));
    private final Map<String, Instant> seen = new TreeMap<>();
    private String waiting = "";
    private String comment = "";
    private @Nullable ThrottleReason throttledBy;
    private long lastProgressLine;
    /** Number of assets that were done at the last progress line of the log. */
    private long lastProgress;

    private @Nullable ProgressSnapshot reported;
    private String reportedTally = "";
    private long reportedLinked;

    RunProgress(RunSession held, PartitionWatch watch, Time time, Map<String, Instant> seen) {
        this.seen.putAll(seen);
        this.held = held;
        this.watch = watch;
        this.time = time;
        this.lastProgressLine = time.nanos();
        this.reportedTally = watch.tally().encode();
        this.reportedLinked = watch.linked();
    }

    /** Writes the first lines of this attempt. */
    void announce(Selection selection) {
        held.log()
                .info(
                        selection.state() == Selection.State.COMPLETE
                                ? "Continuing with " + selection.found() + " selected assets"
                                : "Selecting assets below "
                                        + String.join(", ", held.request().paths()));
    }

    /** Commits the result of a poll. Without news it commits a heartbeat if one is due, otherwise nothing. */
    void report(Session session, PartitionWatch.Poll poll, Selection selection)
            throws RepositoryException, SupersededException {
        Tally tally = watch.tally();
        long done = watch.isLinking() ? watch.linked() : tally.total().total();
        eta.sample(time.nanos(), done);
        lastMinute.sample(time.nanos(), tally.total().total() + watch.linked());
        poll.seen().forEach(this::see);
        boolean complete = selection.state() == Selection.State.COMPLETE;
        Duration remaining = complete ? eta.remaining(selection.found() - done) : null;
        writeProgressLine(selection, done, remaining);
        boolean news = isNews(poll.waiting(), watch.waiting());
        ThrottleReason reason = poll.throttledBy() == null ? watch.throttledBy() : poll.throttledBy();
        boolean otherReason = reason != throttledBy;
        throttledBy = reason;
        String encoded = tally.encode();
        boolean moved = !encoded.equals(reportedTally) || watch.linked() != reportedLinked;
        if (!moved && !news && !otherReason && !poll.isToMark() && !held.isCommitDue()) {
            return;
        }
        ProgressSnapshot standing = standing(remaining);
        held.commit(session, run -> {
            if (otherReason) {
                run.setThrottledBy(reason);
            }
            if (news) {
                run.setComment(comment);
            }
            watch.mark(run, poll);
            run.progress().set(standing, reported);
        });
        reported = standing;
        reportedTally = encoded;
        reportedLinked = watch.linked();
    }

    /** Records the final progress. */
    void finish(RunNode run) throws RepositoryException {
        run.progress().set(standing(Duration.ZERO), reported);
    }

    private ProgressSnapshot standing(@Nullable Duration remaining) {
        return new ProgressSnapshot(
                watch.tally(), watch.isLinking() ? watch.linked() : -1, lastMinute.rate(), remaining, seen);
    }

    /** Keeps heartbeats at a coarser granularity than seconds, to save writes. */
    private void see(String node, Instant heartbeat) {
        Instant known = seen.get(node);
        if (known == null || heartbeat.isAfter(known.plus(SEEN_AGAIN))) {
            seen.put(node, heartbeat);
        }
    }

    /** Resets the estimate, as the rate of linking is unrelated to that of processing. */
    void beginLinking() {
        eta = new Eta(ESTIMATED);
    }

    /**
     * Records what the run waits for. Returns whether that has changed, after writing it to the log.
     *
     * @param now   what keeps workers from continuing
     * @param later what work without a worker waits for
     */
    private boolean isNews(String now, String later) {
        if (!now.isEmpty() && waiting.isEmpty()) {
            held.log().warn(now);
        } else if (now.isEmpty() && !waiting.isEmpty()) {
            held.log().info(Backoff.over(throttledBy));
        }
        waiting = now;
        String said = now.isEmpty() ? later : now;
        boolean news = !said.equals(comment);
        if (news && now.isEmpty() && !later.isEmpty()) {
            held.log().info(later);
        }
        comment = said;
        return news;
    }

    private void writeProgressLine(Selection selection, long done, @Nullable Duration remaining) {
        if (done == lastProgress || !time.isOver(lastProgressLine, PROGRESS_LINES)) {
            return;
        }
        lastProgress = done;
        lastProgressLine = time.nanos();
        String total = selection.state() == Selection.State.COMPLETE ? "" : " found so far";
        String left = remaining == null ? "" : String.format(Locale.ROOT, ", about %d s left", remaining.toSeconds());
        held.log()
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

    /** Logs the result of a dry run. */
    void describeDryRun(SelectionNode selection, long found) throws RepositoryException {
        long notPermitted = selection.notPermitted();
        if (notPermitted > 0) {
            held.log().warn(notPermitted + " of them would be skipped, since the user may not modify them");
        }
        long unread = Objects.requireNonNullElse(selection.verdicts().get("UNREAD"), 0L);
        if (unread > 0) {
            held.log().warn(unread + " of them cannot be read at the moment, so their type is unknown");
        }
        held.log().info("Dry run: nothing was written; a run would process");
        RunSummary.kinds(selection.types()).forEach(held.log()::info);
    }

    /**
     * Logs the result of the run.
     *
     * @param doneBefore number of assets that earlier attempts have done
     * @param took       duration of this attempt
     */
    void describeEnd(RunEvent event, String why, long doneBefore, Duration took, @Nullable Comparison comparison) {
        Counts counts = watch.tally().total();
        String line = RunSummary.line(counts, counts.total() - doneBefore, took);
        switch (event) {
            case SUCCEED -> held.log().info("Finished: " + line);
            case CANCEL -> held.log().warn(why + ": " + line);
            default -> held.log().error("The run cannot continue: " + why + ": " + line);
        }
        held.log().info(RunSummary.warnings(watch.tally().warnings()));
        if (watch.tally().nodes().size() > 1) {
            held.log().info(RunSummary.nodes(watch.tally().nodes()));
        }
        RunSummary.slowest(watch.tally().slowest()).forEach(held.log()::info);
        RunSummary.table(watch.tally()).forEach(held.log()::info);
        if (comparison != null) {
            RunSummary.comparison(comparison).forEach(held.log()::info);
        }
    }
}
