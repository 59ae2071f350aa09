package org.openguides.processing.internal.engine.coordination;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.Backoff;
import org.openguides.processing.internal.engine.Dispatch;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.store.LeasedNode;

/**
 * The work units of one run: those that wait to be queued as jobs, and those that have been queued. No more are queued
 * than the run has workers, so that jobs of other runs do not wait behind them. For one thread.
 */
final class WorkQueue {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);

    /** Factor by which work that other nodes may be able to do is retried longer. */
    private static final int OTHERS = 4;

    private final String runId;
    private final Dispatch dispatch;
    private final NodeServices node;
    private final Deque<String> waiting = new ArrayDeque<>();
    private final Map<String, Sent> sent = new TreeMap<>();
    /** Units that no worker can continue before the given time. */
    private final Map<String, Instant> later = new TreeMap<>();

    private final Map<String, Failing> failing = new HashMap<>();
    /** Queued units whose owner has died, and which are being taken from it. */
    private final Set<String> abandoned = new HashSet<>();
    /** Number of turns of each unit when it was last polled. */
    private final Map<String, Long> turns = new HashMap<>();

    /** A unit that has been queued: at which monotonic time, and its number of turns at that time. */
    private record Sent(long at, long turns) {}

    /**
     * A unit that has failed since its last progress.
     *
     * @param since  monotonic time at which that was first noticed
     * @param count  number of failures
     * @param last   time of the last failure, by the clock of its node
     * @param nodes  ids of the nodes on which it failed
     * @param next   monotonic time of the next retry
     */
    private record Failing(long since, int count, Instant last, Set<String> nodes, long next) {}

    private boolean paused;

    WorkQueue(String runId, Dispatch dispatch, NodeServices node) {
        this.runId = runId;
        this.dispatch = dispatch;
        this.node = node;
    }

    /**
     * Adds a unit without a worker.
     *
     * @param had number of turns that it has had
     */
    void add(String work, long had) {
        turns.put(work, had);
        waiting.add(work);
    }

    /**
     * Adds a unit that already has a worker.
     *
     * @param had number of turns that it has had
     */
    void addSent(String work, long had) {
        turns.put(work, had);
        sent.put(work, new Sent(node.time().nanos(), had));
    }

    boolean isIdle() {
        return waiting.isEmpty() && sent.isEmpty() && later.isEmpty() && failing.isEmpty();
    }

    /** Returns the number of units that are not known to be done. */
    int size() {
        Set<String> open = new HashSet<>(sent.keySet());
        open.addAll(waiting);
        open.addAll(later.keySet());
        open.addAll(failing.keySet());
        return open.size();
    }

    /** Suspends queueing until {@link #resume()}, while workers acquire nothing. */
    void pause() {
        paused = true;
    }

    /** Resumes queueing; units that workers had when they stopped are queued again. */
    void resume() {
        paused = false;
        sent.keySet().stream().filter(work -> !abandoned.contains(work)).forEach(waiting::add);
        // time spent resting does not count as time of failing
        failing.keySet().stream()
                .filter(work -> !waiting.contains(work) && !later.containsKey(work) && !abandoned.contains(work))
                .forEach(waiting::add);
        failing.clear();
        sent.keySet().retainAll(abandoned);
    }

    /** Returns the units that have been queued and are not known to be done. */
    List<String> sent() {
        return List.copyOf(sent.keySet());
    }

    /** Returns whether all remaining units have to wait. */
    boolean isAllDeferred() {
        return waiting.isEmpty() && sent.isEmpty() && failing.isEmpty() && !later.isEmpty();
    }

    /** Returns the units that have to wait. */
    Set<String> later() {
        return later.keySet();
    }

    /** Removes a unit that is done. */
    void done(String work) {
        abandoned.remove(work);
        sent.remove(work);
        failing.remove(work);
        turns.remove(work);
    }

    /** Handles a unit whose owner has died: until it has been taken from it, it makes room for another one. */
    void abandoned(String work) {
        abandoned.add(work);
    }

    /** Requeues a unit if it was {@linkplain #abandoned abandoned}; returns whether it was. */
    boolean reclaimed(String work) {
        if (!abandoned.remove(work)) {
            return false;
        }
        sent.remove(work);
        waiting.addFirst(work);
        return true;
    }

    /**
     * Handles a unit without an owner: a worker has released it, or none has started it yet.
     *
     * @param had      number of turns that it has had
     * @param failures failures since its last progress
     * @param retryAt  when a worker can continue it; null for at once
     * @return why the run cannot continue, as a sentence; empty if it can
     */
    Optional<String> ready(String work, long had, List<LeasedNode.Failure> failures, @Nullable Instant retryAt) {
        Sent known = sent.get(work);
        if (known == null) {
            return Optional.empty();
        }
        abandoned.remove(work);
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

    /** Handles a unit that a worker owns, and which may have progressed. */
    void working(String work, List<LeasedNode.Failure> failures) {
        abandoned.remove(work);
        if (failures.isEmpty()) {
            failing.remove(work);
        }
    }

    /** Queues a unit again, since Sling may have lost the job if the repository or the topology failed. */
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
        // where there are other nodes, one of them has to have its chance
        Duration most = node.settings().leases().failing().multipliedBy(alone ? 1 : OTHERS);
        if (nodes.size() > 1 || lasting || node.time().isOver(since, most)) {
            return Optional.of(reason(nodes.size(), last));
        }
        Duration pause = alone ? Backoff.pause(FIRST_PAUSE, LONGEST_PAUSE, failures.size()) : Duration.ZERO;
        sent.remove(work);
        failing.put(work, new Failing(since, failures.size(), last.time(), nodes, now + pause.toNanos()));
        return Optional.empty();
    }

    private static String reason(int nodes, LeasedNode.Failure last) {
        if (last.lasting()) {
            return last.reason();
        }
        return (nodes > 1 ? "Workers have failed on " + nodes + " nodes: " : "A worker has failed repeatedly: ")
                + last.reason() + "; see the server's log, fix the cause and resume";
    }

    /**
     * Queues units up to the limit.
     *
     * @param room maximum number of partitions that may be queued or in work
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
                                .filter(name -> !name.equals(Dispatch.SELECTION) && !abandoned.contains(name))
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
