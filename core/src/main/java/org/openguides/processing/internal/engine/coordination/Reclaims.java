package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.Backoff;
import org.openguides.processing.internal.engine.Dispatch;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.LeasedNode;
import org.openguides.processing.internal.store.RunNode;
import org.slf4j.Logger;

/** Takes the work units of a run from dead owners, in other threads. For one thread itself. */
final class Reclaims {

    private static final Logger LOG = ServerLog.of(Reclaims.class);

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final String runId;
    private final String runPath;
    private final NodeServices node;
    private final TakeoverThreads threads;
    /** The last attempt at each unit that has not been seen without its dead owner yet. */
    private final Map<String, Attempt> attempts = new HashMap<>();

    /**
     * An attempt to take a unit.
     *
     * @param failures number of failures before it
     * @param begun    monotonic time at which it began
     * @param result   whether the unit was still to be taken
     */
    private record Attempt(int failures, long begun, Future<Boolean> result) {}

    Reclaims(RunNode run, NodeServices node, TakeoverThreads threads) throws RepositoryException {
        this.runId = run.id();
        this.runPath = run.node().getPath();
        this.node = node;
        this.threads = threads;
    }

    /** Returns a work unit of a run. */
    static LeasedNode unit(RunNode run, String name) throws RepositoryException {
        return name.equals(Dispatch.SELECTION)
                ? run.selectionWork()
                : run.partition(name).orElseThrow();
    }

    /**
     * Begins to take a unit from its owner, unless that is going on or has failed a moment ago. A later poll finds it
     * ready.
     *
     * @param pulse its last heartbeat; with another one its owner is alive
     */
    void begin(String name, String owner, LeasedNode.Pulse pulse) {
        Attempt last = attempts.get(name);
        int failures = 0;
        if (last != null) {
            if (!last.result().isDone()) {
                return;
            }
            Throwable failure = failure(last);
            failures = last.failures() + (failure == null ? 0 : 1);
            if (failures > 0
                    && !node.time().isOver(last.begun(), Backoff.pause(FIRST_PAUSE, LONGEST_PAUSE, failures))) {
                return;
            }
            if (failure != null) {
                LOG.warn(
                        "runId={} could not take {} from {}, trying again: {}", runId, name, owner, failure.toString());
            }
        }
        Future<Boolean> result = threads.begin(runId, () -> take(name, owner, pulse));
        attempts.put(name, new Attempt(failures, node.time().nanos(), result));
    }

    /** Returns whether the last attempt at a unit has failed. */
    boolean hasFailed(String name) {
        Attempt last = attempts.get(name);
        return last != null && last.result().isDone() && failure(last) != null;
    }

    /** Forgets a unit that is no longer with a dead owner, unless an attempt is going on. */
    void forget(String name) {
        Attempt last = attempts.get(name);
        if (last != null && last.result().isDone()) {
            attempts.remove(name);
        }
    }

    /** Returns why an attempt that has ended has failed; null if it has not. */
    private static @Nullable Throwable failure(Attempt ended) {
        try {
            ended.result().get();
            return null;
        } catch (ExecutionException e) {
            return e.getCause();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return e;
        }
    }

    private boolean take(String name, String owner, LeasedNode.Pulse pulse) throws RepositoryException {
        try (ServiceSession session = node.open()) {
            return node.retry().onConflict(session.jcr(), () -> take(session.jcr(), name, owner, pulse));
        }
    }

    private boolean take(Session session, String name, String owner, LeasedNode.Pulse pulse)
            throws RepositoryException {
        LeasedNode unit = unit(RunNode.at(session, runPath), name);
        boolean isDue = unit.state() == LeasedNode.State.WORKING
                && unit.owner().equals(owner)
                && unit.pulse().equals(pulse);
        if (isDue) {
            unit.reclaim();
            session.save();
        }
        return isDue;
    }
}
