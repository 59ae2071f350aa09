package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.runlog.RunLog;
import org.openguides.processing.internal.store.Deferral;
import org.openguides.processing.internal.store.DeferredAsset;
import org.openguides.processing.internal.store.ItemReport;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.Tally;
import org.openguides.processing.spi.Outcome;

/**
 * Follows the partitions of a run: gives them to workers, a few at a time so that runs share the workers, adds up their
 * outcomes and brings their reports into the log. For one thread.
 */
final class PartitionWatch {

    private final String runId;
    private final PartitionDispatch dispatch;
    private final Ownership ownership;
    private final int mostInFlight;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Map<String, Tally> unfinished = new TreeMap<>();
    /** Those that can be linked when there is nothing else left. */
    private final Map<String, Tally> processed = new TreeMap<>();

    private final Map<String, Integer> linked = new HashMap<>();
    /** When each partition in flight was given to a worker. */
    private final Map<String, Instant> sentAt = new HashMap<>();

    private final Map<String, Instant> sentAgainAt = new HashMap<>();
    /** Those of which no worker has anything to do before some time, as some of their assets are tried again then. */
    private final Map<String, Seen> later = new TreeMap<>();

    private Tally finished = Tally.NONE;
    private boolean isLinking;

    /** What was seen of one partition: everything of its reports that the log had not told before. */
    private record Seen(
            Tally tally,
            PartitionNode.State state,
            int linked,
            boolean abandoned,
            String waiting,
            @Nullable ThrottleReason throttledBy,
            @Nullable Instant retryAt,
            List<DeferredAsset> deferred,
            int reportFiles,
            List<ItemReport> news) {}

    /** What one look at the partitions in flight has shown. */
    static final class Look {

        private final Map<String, Seen> partitions;

        private Look(Map<String, Seen> partitions) {
            this.partitions = partitions;
        }

        /** What workers wait for; empty if for nothing. */
        String waiting() {
            return partitions.values().stream()
                    .map(Seen::waiting)
                    .filter(waiting -> !waiting.isEmpty())
                    .findFirst()
                    .orElse("");
        }

        /** Why workers that are alive are slower than they could be: the first of their reasons; null if nothing holds them back. */
        @Nullable
        ThrottleReason throttledBy() {
            return ThrottleReason.first(partitions.values().stream()
                            .filter(seen -> !seen.abandoned())
                            .map(Seen::throttledBy)
                            .filter(Objects::nonNull))
                    .orElse(null);
        }

        /** Whether a worker who is alive has any of them in hand. */
        boolean isWorkGoingOn() {
            return partitions.values().stream()
                    .anyMatch(seen -> seen.state() == PartitionNode.State.WORKING && !seen.abandoned());
        }
    }

    PartitionWatch(RunNode run, RunExecution.Surroundings around, int mostInFlight) throws RepositoryException {
        this.runId = run.id();
        this.dispatch = around.dispatch();
        this.ownership = around.ownership();
        this.mostInFlight = mostInFlight;
        for (String name : run.partitions().stream().sorted().toList()) {
            PartitionNode partition = run.partition(name).orElseThrow();
            PartitionNode.State state = partition.state();
            boolean told = partition.mergedReportFiles() == partition.reportFiles();
            linked.put(name, partition.linked());
            isLinking |= state != PartitionNode.State.PROCESSED
                    && partition.position() >= partition.size()
                    && partition.deferred().isEmpty();
            if (told && state == PartitionNode.State.DONE) {
                finished = finished.plus(partition.tally());
            } else if (told && state == PartitionNode.State.PROCESSED) {
                processed.put(name, partition.tally());
            } else {
                add(name, partition);
            }
        }
    }

    /** Adds what an earlier attempt has left; a worker may still have it in hand. */
    private void add(String name, PartitionNode partition) throws RepositoryException {
        unfinished.put(name, partition.tally());
        if (partition.state() == PartitionNode.State.WORKING && !isAbandoned(partition)) {
            sentAt.put(name, now());
        } else {
            waiting.add(name);
        }
    }

    void add(String partition) {
        waiting.add(partition);
    }

    boolean isIdle() {
        return waiting.isEmpty() && sentAt.isEmpty() && later.isEmpty();
    }

    /** What is left when all else is done, as one sentence for people; empty if there is something else to do. */
    String waiting() {
        if (!isAllLater()) {
            return "";
        }
        int assets =
                later.values().stream().mapToInt(seen -> seen.deferred().size()).sum();
        return assets + (assets == 1 ? " asset" : " assets") + " cannot be processed yet; the run tries again later";
    }

    /** Why nothing goes on, if all that is left has to wait. */
    @Nullable
    ThrottleReason throttledBy() {
        boolean unreachable = isAllLater()
                && later.values().stream()
                        .flatMap(seen -> seen.deferred().stream())
                        .anyMatch(asset -> asset.why() == Deferral.CONTENT_UNREACHABLE);
        return unreachable ? ThrottleReason.STORAGE : null;
    }

    private boolean isAllLater() {
        return waiting.isEmpty() && sentAt.isEmpty() && !later.isEmpty();
    }

    /** The outcomes of all partitions, as of the last look that was committed. */
    Tally tally() {
        return Stream.concat(unfinished.values().stream(), processed.values().stream())
                .reduce(finished, Tally::plus);
    }

    /** How many assets are linked, as of the last look that was committed. */
    long linked() {
        return linked.values().stream().mapToLong(Integer::longValue).sum();
    }

    /** Whether assets are linked now. */
    boolean isLinking() {
        return isLinking;
    }

    /** The partitions that wait for being linked, in their order. */
    List<String> processed() {
        return List.copyOf(processed.keySet());
    }

    /** To be called when those that are processed have been made ready for being linked. */
    void beginLinking() {
        isLinking = true;
        unfinished.putAll(processed);
        waiting.addAll(processed.keySet());
        processed.clear();
    }

    /** Gives waiting partitions to workers, as far as there is room. */
    void dispatch() {
        while (!waiting.isEmpty() && sentAt.size() < mostInFlight && dispatch.dispatch(runId, waiting.getFirst())) {
            sentAt.put(waiting.removeFirst(), now());
        }
        for (Map.Entry<String, Seen> entry : List.copyOf(later.entrySet())) {
            Instant retryAt = entry.getValue().retryAt();
            boolean due = retryAt == null || !now().isBefore(retryAt);
            String name = entry.getKey();
            if (due && waiting.isEmpty() && sentAt.size() < mostInFlight && dispatch.dispatch(runId, name)) {
                later.remove(name);
                sentAt.put(name, now());
            }
        }
    }

    /**
     * Gives to workers once more what a worker who died has left, and what nobody has begun within a lease: Sling may have
     * forgotten the job when the repository or the topology failed. One too many does no harm.
     */
    void dispatchAgain(Look look) {
        look.partitions.forEach((name, seen) -> {
            boolean lost = seen.state() == PartitionNode.State.READY
                    && now().isAfter(sentAt.getOrDefault(name, now()).plus(ownership.lease()));
            boolean sentAgain = sentAgainAt.getOrDefault(name, Instant.MIN).isAfter(now().minus(ownership.lease()));
            if ((lost || seen.abandoned()) && !sentAgain && dispatch.dispatch(runId, name)) {
                sentAgainAt.put(name, now());
            }
        });
    }

    /** Reads the partitions in flight. */
    Look look(RunNode run) throws RepositoryException {
        Map<String, Seen> partitions = new TreeMap<>();
        for (String name : sentAt.keySet().stream().sorted().toList()) {
            PartitionNode partition = run.partition(name).orElseThrow();
            Instant retryAt = partition.state() == PartitionNode.State.READY ? partition.retryAt() : null;
            int files = partition.reportFiles();
            List<ItemReport> news = new ArrayList<>();
            for (int file = partition.mergedReportFiles(); file < files; file++) {
                news.addAll(partition.reports(file));
            }
            partitions.put(
                    name,
                    new Seen(
                            partition.tally(),
                            partition.state(),
                            partition.linked(),
                            isAbandoned(partition),
                            partition.waiting(),
                            partition.throttledBy(),
                            retryAt,
                            retryAt == null ? List.of() : partition.deferred(),
                            files,
                            news));
        }
        return new Look(partitions);
    }

    /** Takes over what a look has shown, and writes what is new to the log; the mark must be committed with it. */
    void accept(Look look, RunLog log) {
        look.partitions.forEach((name, seen) -> {
            seen.news().forEach(report -> write(report, log));
            linked.put(name, seen.linked());
            switch (seen.state()) {
                case DONE -> {
                    leave(name);
                    finished = finished.plus(seen.tally());
                }
                case PROCESSED -> {
                    leave(name);
                    processed.put(name, seen.tally());
                }
                default -> {
                    unfinished.put(name, seen.tally());
                    if (seen.retryAt() != null && now().isBefore(seen.retryAt())) {
                        sentAt.remove(name);
                        sentAgainAt.remove(name);
                        later.put(name, seen);
                    }
                }
            }
        });
    }

    private void leave(String name) {
        unfinished.remove(name);
        sentAt.remove(name);
        sentAgainAt.remove(name);
    }

    /** Notes on the partitions which of their reports the log tells of; may be repeated. */
    void mark(RunNode run, Look look) throws RepositoryException {
        for (Map.Entry<String, Seen> entry : look.partitions.entrySet()) {
            if (!entry.getValue().news().isEmpty()) {
                run.partition(entry.getKey())
                        .orElseThrow()
                        .setMergedReportFiles(entry.getValue().reportFiles());
            }
        }
    }

    private boolean isAbandoned(PartitionNode partition) throws RepositoryException {
        return partition.state() == PartitionNode.State.WORKING
                && ownership.isGone(partition.owner(), partition.heartbeat());
    }

    private Instant now() {
        return ownership.clock().instant();
    }

    private static void write(ItemReport report, RunLog log) {
        String outcome = report.outcome();
        String what = report.path() + ": " + report.reason();
        if (outcome.equals(Outcome.FAILED.name())) {
            log.log(report.time(), RunLog.Level.ERROR, "Failed: " + what);
        } else if (outcome.equals(Outcome.SKIPPED.name())) {
            log.log(report.time(), RunLog.Level.WARN, "Skipped: " + what);
        } else if (!outcome.equals(Outcome.SUCCEEDED.name())) {
            // by a worker of another version
            log.log(report.time(), RunLog.Level.WARN, outcome + ": " + what);
        }
        report.notes().forEach(note -> log.log(report.time(), RunLog.Level.WARN, report.path() + ": " + note));
    }
}
