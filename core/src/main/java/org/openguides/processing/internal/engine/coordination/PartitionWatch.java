package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.engine.Dispatch;
import org.openguides.processing.internal.engine.Ownership;
import org.openguides.processing.internal.runlog.RunLog;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.ItemReport;
import org.openguides.processing.internal.store.LeasedNode;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.ReportLog;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.Tally;
import org.openguides.processing.spi.Outcome;

/** Tracks the work units of a run: sums up their outcomes and copies their reports to the log. For one thread. */
final class PartitionWatch {

    private final Ownership ownership;
    private final WorkQueue queue;
    private final Reclaims reclaims;
    private final Map<String, Tally> unfinished = new TreeMap<>();
    /** Partitions that can be linked once nothing else is left to do. */
    private final Map<String, Tally> processed = new TreeMap<>();

    private final Map<String, Integer> linked = new HashMap<>();
    /** The deferred assets of partitions that have to wait. */
    private final Map<String, List<DeferredAsset>> deferred = new HashMap<>();

    private Tally finished = Tally.NONE;
    private boolean isLinking;
    private int known;

    /** A partition as it was read, with the reports that are not in the log yet. */
    private record Seen(
            Tally tally,
            LeasedNode.State state,
            int linked,
            @Nullable Instant retryAt,
            List<DeferredAsset> deferred,
            ReportLog.Mark reported,
            List<ItemReport> newReports) {}

    /** What was read of any kind of work unit. */
    private record Held(
            LeasedNode.State state,
            String owner,
            String ownerName,
            LeasedNode.Pulse pulse,
            @Nullable Instant heartbeat,
            boolean abandoned,
            String waiting,
            @Nullable ThrottleReason throttledBy,
            long turns,
            boolean left,
            List<LeasedNode.Failure> failures) {}

    /** The result of polling the work in flight. */
    static final class Poll {

        private final Map<String, Seen> partitions = new TreeMap<>();
        private final Map<String, Held> held = new TreeMap<>();

        /** Returns what workers wait for; empty if they do not wait. */
        String waiting() {
            return held.values().stream()
                    .map(Held::waiting)
                    .filter(waiting -> !waiting.isEmpty())
                    .findFirst()
                    .orElse("");
        }

        /** Returns why live workers are throttled: the first of their reasons; null if they are not. */
        @Nullable
        ThrottleReason throttledBy() {
            return ThrottleReason.first(held.values().stream()
                            .filter(work -> !work.abandoned())
                            .map(Held::throttledBy)
                            .filter(Objects::nonNull))
                    .orElse(null);
        }

        /** Returns the last heartbeats of workers by node name. */
        Map<String, Instant> seen() {
            Map<String, Instant> seen = new TreeMap<>();
            for (Held work : held.values()) {
                Instant heartbeat = work.heartbeat();
                if (heartbeat != null && !work.ownerName().isEmpty()) {
                    seen.merge(work.ownerName(), heartbeat, (one, other) -> one.isAfter(other) ? one : other);
                }
            }
            return seen;
        }

        /** Returns whether anything has to be written to partitions. */
        boolean isToMark() {
            return partitions.values().stream()
                    .anyMatch(seen -> !seen.newReports().isEmpty());
        }
    }

    PartitionWatch(RunNode run, WorkQueue queue, Reclaims reclaims, Ownership ownership) throws RepositoryException {
        this.queue = queue;
        this.reclaims = reclaims;
        this.ownership = ownership;
        List<String> names = run.partitions().stream().sorted().toList();
        for (String name : names) {
            PartitionNode partition = run.partition(name).orElseThrow();
            LeasedNode.State state = partition.state();
            boolean reported = partition.reports().newReports().reports().isEmpty();
            linked.put(name, partition.linked());
            isLinking |= state != LeasedNode.State.PROCESSED
                    && partition.position() >= partition.size()
                    && partition.deferred().isEmpty();
            if (reported && state == LeasedNode.State.DONE) {
                finished = finished.plus(partition.tally());
            } else if (reported && state == LeasedNode.State.PROCESSED) {
                processed.put(name, partition.tally());
            } else {
                unfinished.put(name, partition.tally());
                add(name, partition);
            }
        }
        known = names.size();
    }

    /** Adds work of an earlier attempt, which may still have a worker. */
    private void add(String name, LeasedNode work) throws RepositoryException {
        if (work.state() == LeasedNode.State.READY) {
            queue.add(name, work.turns());
        } else {
            queue.addSent(name, work.turns());
        }
    }

    /** Queues the selection unless it is complete. */
    void addSelection(RunNode run) throws RepositoryException {
        add(Dispatch.SELECTION, run.selectionWork());
    }

    /** Adds the partitions that have been sealed since the last call. */
    void addSealed(RunNode run) throws RepositoryException {
        for (Optional<PartitionNode> next = run.partition(PartitionNode.name(known + 1));
                next.isPresent();
                next = run.partition(PartitionNode.name(known + 1))) {
            known++;
            unfinished.put(next.get().name(), Tally.NONE);
            queue.add(next.get().name(), 0);
        }
    }

    /** Returns what the run waits for if all remaining work has to wait, as a sentence for people; empty otherwise. */
    String waiting() {
        if (!queue.isAllDeferred()) {
            return "";
        }
        long assets = waitingAssets().count();
        return assets + (assets == 1 ? " asset" : " assets") + " cannot be processed yet; the run tries again later";
    }

    /** Returns why the run does not progress if all remaining work has to wait. */
    @Nullable
    ThrottleReason throttledBy() {
        boolean unreachable =
                queue.isAllDeferred() && waitingAssets().anyMatch(asset -> asset.why() == Deferral.CONTENT_UNREACHABLE);
        return unreachable ? ThrottleReason.STORAGE : null;
    }

    private Stream<DeferredAsset> waitingAssets() {
        return queue.later().stream().flatMap(name -> deferred.getOrDefault(name, List.of()).stream());
    }

    /** Returns the outcomes of all partitions, as of the last committed poll. */
    Tally tally() {
        return Stream.concat(unfinished.values().stream(), processed.values().stream())
                .reduce(finished, Tally::plus);
    }

    /** Returns the number of linked assets, as of the last committed poll. */
    long linked() {
        return linked.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** Returns whether the run is in its linking phase. */
    boolean isLinking() {
        return isLinking;
    }

    /** Returns the partitions that are ready for linking, in their order. */
    List<String> processed() {
        return List.copyOf(processed.keySet());
    }

    /** Must be called once the processed partitions have been made ready for linking. */
    void beginLinking() {
        isLinking = true;
        unfinished.putAll(processed);
        processed.keySet().forEach(name -> queue.add(name, 0));
        processed.clear();
    }

    /** Polls the work in flight. */
    Poll poll(RunNode run) throws RepositoryException {
        Poll poll = new Poll();
        for (String name : queue.sent()) {
            LeasedNode work = Reclaims.unit(run, name);
            LeasedNode.State state = work.state();
            boolean working = state == LeasedNode.State.WORKING;
            poll.held.put(
                    name,
                    new Held(
                            state,
                            work.owner(),
                            working ? work.ownerName() : "",
                            work.pulse(),
                            working ? work.heartbeat() : null,
                            working && isAbandoned(work),
                            work.waiting(),
                            work.throttledBy(),
                            work.turns(),
                            !work.leftBy().isEmpty(),
                            work.failures()));
            if (work instanceof PartitionNode partition) {
                poll.partitions.put(name, see(partition));
            }
        }
        return poll;
    }

    private static Seen see(PartitionNode partition) throws RepositoryException {
        Instant retryAt = partition.state() == LeasedNode.State.READY ? partition.retryAt() : null;
        ReportLog.NewReports news = partition.reports().newReports();
        return new Seen(
                partition.tally(),
                partition.state(),
                partition.linked(),
                retryAt,
                retryAt == null ? List.of() : partition.deferred(),
                news.end(),
                news.reports());
    }

    private boolean isAbandoned(LeasedNode work) throws RepositoryException {
        return ownership.isGone(work.node().getPath(), work.owner(), work.pulse());
    }

    /**
     * Returns whether any of the work has an owner: a live worker, or a dead one from which it is being taken. Work of a
     * dead one from which it cannot be taken at the moment does not count.
     */
    boolean isWorkGoingOn(Poll poll) {
        return poll.held.entrySet().stream()
                .anyMatch(entry -> entry.getValue().state() == LeasedNode.State.WORKING
                        && !(entry.getValue().abandoned() && reclaims.hasFailed(entry.getKey())));
    }

    /** Accepts the result of a poll and writes news to the log; must be committed together with {@link #mark}. */
    void accept(Poll poll, RunLog log) {
        poll.partitions.forEach((name, seen) -> {
            seen.newReports().forEach(report -> write(report, log));
            linked.put(name, seen.linked());
            deferred.put(name, seen.deferred());
            switch (seen.state()) {
                case DONE -> {
                    unfinished.remove(name);
                    finished = finished.plus(seen.tally());
                }
                case PROCESSED -> {
                    unfinished.remove(name);
                    processed.put(name, seen.tally());
                }
                case READY, WORKING -> unfinished.put(name, seen.tally());
            }
        });
    }

    /** Records which reports are in the log; may be repeated. */
    void mark(RunNode run, Poll poll) throws RepositoryException {
        for (Map.Entry<String, Seen> entry : poll.partitions.entrySet()) {
            if (!entry.getValue().newReports().isEmpty()) {
                run.partition(entry.getKey())
                        .orElseThrow()
                        .reports()
                        .setMerged(entry.getValue().reported());
            }
        }
    }

    /**
     * Decides how to continue with the polled work, and begins to take it from dead owners; must be called after
     * {@link #mark} has been committed.
     *
     * @return why the run cannot continue, as a sentence; empty if it can
     */
    Optional<String> decide(Poll poll) {
        Optional<String> failure = Optional.empty();
        for (Map.Entry<String, Held> entry : poll.held.entrySet()) {
            String name = entry.getKey();
            Held work = entry.getValue();
            Seen seen = poll.partitions.get(name);
            if (work.abandoned()) {
                reclaims.begin(name, work.owner(), work.pulse());
                queue.abandoned(name);
                continue;
            }
            reclaims.forget(name);
            switch (work.state()) {
                case DONE, PROCESSED -> queue.done(name);
                case WORKING -> queue.working(name, work.failures());
                case READY -> {
                    Instant retryAt = seen == null ? null : seen.retryAt();
                    boolean reclaimed = work.left() && queue.reclaimed(name);
                    if (!reclaimed) {
                        failure = failure.or(() -> queue.ready(name, work.turns(), work.failures(), retryAt));
                    }
                }
            }
        }
        return failure;
    }

    private static void write(ItemReport report, RunLog log) {
        String outcome = report.outcome();
        String what = report.path() + ": " + report.reason().message();
        if (outcome.equals(Outcome.FAILED.name())) {
            log.log(report.time(), RunLog.Level.ERROR, "Failed: " + what);
        } else if (outcome.equals(Outcome.SKIPPED.name())) {
            log.log(report.time(), RunLog.Level.WARN, "Skipped: " + what);
        } else if (!outcome.equals(Outcome.SUCCEEDED.name())) {
            // written by a worker of another version
            log.log(report.time(), RunLog.Level.WARN, outcome + ": " + what);
        }
        report.notes()
                .forEach(note -> log.log(report.time(), RunLog.Level.WARN, report.path() + ": " + note.message()));
    }
}
