package org.openguides.processing.internal.engine.coordination;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.Dispatch;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.store.LeasedNode;

/**
 * The pieces of one run's work that wait for a worker, and those that have been given to one. At most so many are given to workers
 * as there are workers for the run, so that jobs of other runs do not queue behind them. For one thread.
 */
final class WorkQueue {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** How many times as long work is tried again that others may be able to do. */
    private static final int OTHERS = 4;

    private final String runId;
    private final Dispatch dispatch;
    private final NodeServices node;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Map<String, Sent> sent = new TreeMap<>();
    /** Those of which no worker has anything to do before some time. */
    private final Map<String, Instant> later = new TreeMap<>();

    private final Map<String, Failing> failing = new HashMap<>();
    /** How many turns each piece had had when it was last looked at. */
    private final Map<String, Long> turns = new HashMap<>();

    /** Given to a worker: when, monotonic, and how many turns it had had by then. */
    private record Sent(long at, long turns) {}

    /**
     * It has failed since its last progress.
     *
     * @param since  when that was seen for the first time, monotonic
     * @param count  how many failures there were
     * @param last   when the last failure was noted, by the clock of its node
     * @param nodes  on which nodes
     * @param next   when it is tried again, monotonic
     */
    private record Failing(long since, int count, Instant last, Set<String> nodes, long next) {}

    private boolean paused;

    WorkQueue(String runId, Dispatch dispatch, NodeServices node) {
        this.runId = runId;
        this.dispatch = dispatch;
        this.node = node;
    }

    /**
     * Has something done that no worker has.
     *
     * @param had how many turns it has had
     */
    void add(String work, long had) {
        turns.put(work, had);
        waiting.add(work);
    }

    /**
     * Takes note of something that a worker has.
     *
     * @param had how many turns it has had
     */
    void addSent(String work, long had) {
        turns.put(work, had);
        sent.put(work, new Sent(node.time().nanos(), had));
    }

    boolean isIdle() {
        return waiting.isEmpty() && sent.isEmpty() && later.isEmpty() && failing.isEmpty();
    }

    /** Has nothing sent again until {@link #goOn()}: workers take nothing. */
    void pause() {
        paused = true;
    }

    /** Has all that workers had been given when they stopped given to workers again. */
    void goOn() {
        paused = false;
        waiting.addAll(sent.keySet());
        // a rest is no time in which it has failed
        failing.keySet().stream()
                .filter(work -> !waiting.contains(work) && !later.containsKey(work))
                .forEach(waiting::add);
        failing.clear();
        sent.clear();
    }

    /** What has been given to workers and is not known to be done. */
    List<String> sent() {
        return List.copyOf(sent.keySet());
    }

    /** Whether all that is left has to wait. */
    boolean isAllLater() {
        return waiting.isEmpty() && sent.isEmpty() && failing.isEmpty() && !later.isEmpty();
    }

    /** What has to wait. */
    Set<String> later() {
        return later.keySet();
    }

    /** It is done. */
    void done(String work) {
        sent.remove(work);
        failing.remove(work);
        turns.remove(work);
    }

    /** Its owner has died, and it has been taken from the owner. */
    void reclaimed(String work) {
        sent.remove(work);
        waiting.addFirst(work);
    }

    /**
     * A worker may have given it back, or has never begun with it.
     *
     * @param had      how many turns it has had
     * @param failures since its last progress
     * @param retryAt  when a worker has something to do again; null if now
     * @return why the run cannot go on, as a sentence; empty if it can
     */
    Optional<String> ready(String work, long had, List<LeasedNode.Failure> failures, @Nullable Instant retryAt) {
        Sent known = sent.get(work);
        if (known == null) {
            return Optional.empty();
        }
        turns.put(work, had);
        Failing before = failing.get(work);
        if (failures.isEmpty()) {
            failing.remove(work);
        } else if (before == null
                || failures.size() > before.count()
                || !before.last().equals(failures.get(failures.size() - 1).time())) {
            return failed(work, failures, before);
        }
        if (retryAt != null && node.time().now().isBefore(retryAt)) {
            sent.remove(work);
            later.put(work, retryAt);
        } else if (had != known.turns()) {
            sent.remove(work);
            waiting.addLast(work);
        } else if (!paused
                && node.time().isOver(known.at(), node.settings().leases().lease())) {
            sendAgain(work, had);
        }
        return Optional.empty();
    }

    /** A worker works on it, and may have come on. */
    void working(String work, List<LeasedNode.Failure> failures) {
        if (failures.isEmpty()) {
            failing.remove(work);
        }
    }

    /** Sling may have forgotten the job when the repository or the topology failed. */
    private void sendAgain(String work, long had) {
        if (dispatch.isWaiting(runId, work) || dispatch.send(runId, work, Set.of())) {
            addSent(work, had);
        }
    }

    private Optional<String> failed(String work, List<LeasedNode.Failure> failures, @Nullable Failing before) {
        LeasedNode.Failure last = failures.get(failures.size() - 1);
        long now = node.time().nanos();
        long since = before == null ? now : before.since();
        Set<String> nodes =
                failures.stream().map(LeasedNode.Failure::node).collect(Collectors.toCollection(TreeSet::new));
        boolean alone = node.ownership().cluster().isAlone();
        boolean lasting = alone && last.lasting();
        // where there are other nodes one of them has to have its chance
        Duration most = node.settings().leases().failing().multipliedBy(alone ? 1 : OTHERS);
        if (nodes.size() > 1 || lasting || node.time().isOver(since, most)) {
            return Optional.of(reason(nodes.size(), last));
        }
        Duration pause = alone ? pause(failures.size()) : Duration.ZERO;
        sent.remove(work);
        failing.put(work, new Failing(since, failures.size(), last.time(), nodes, now + pause.toNanos()));
        return Optional.empty();
    }

    private static String reason(int nodes, LeasedNode.Failure last) {
        if (last.lasting()) {
            return last.reason();
        }
        return (nodes > 1 ? "Workers have failed on " + nodes + " nodes: " : "A worker has failed time and again: ")
                + last.reason() + "; see the server's log, mend the cause and resume";
    }

    private static Duration pause(int failures) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
    }

    /**
     * Gives work to workers, as far as there is room.
     *
     * @param room how many partitions may be with workers at the same time
     */
    void dispatch(int room) {
        for (Map.Entry<String, Failing> entry : List.copyOf(failing.entrySet())) {
            Failing fault = entry.getValue();
            boolean isElsewhere = sent.containsKey(entry.getKey())
                    || later.containsKey(entry.getKey())
                    || waiting.contains(entry.getKey());
            boolean isDue = !isElsewhere && node.time().nanos() - fault.next() >= 0;
            if (isDue) {
                send(entry.getKey(), room, fault.nodes());
            }
        }
        while (!waiting.isEmpty() && send(waiting.getFirst(), room, Set.of())) {
            waiting.removeFirst();
        }
        for (Map.Entry<String, Instant> entry : List.copyOf(later.entrySet())) {
            boolean isDue = !node.time().now().isBefore(entry.getValue());
            if (isDue && waiting.isEmpty() && send(entry.getKey(), room, Set.of())) {
                later.remove(entry.getKey());
            }
        }
    }

    private boolean send(String work, int room, Set<String> notOn) {
        boolean isRoom = work.equals(Dispatch.SELECTION)
                || sent.keySet().stream()
                                .filter(name -> !name.equals(Dispatch.SELECTION))
                                .count()
                        < room;
        // a worker may be done with it before this returns
        long had = turns.getOrDefault(work, 0L);
        if (!isRoom || !dispatch.send(runId, work, notOn)) {
            return false;
        }
        addSent(work, had);
        return true;
    }
}
