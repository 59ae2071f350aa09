package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.Backoff;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.slf4j.Logger;

/**
 * The runs that this node coordinates. A single thread ticks each of them when a worker signals a change, and at least
 * once per poll interval. Safe for use by multiple threads.
 */
public final class Coordinations implements AutoCloseable {

    /** The name of the thread. */
    public static final String THREAD = "openguides-coordinator";

    private static final Logger LOG = ServerLog.of(Coordinations.class);

    /**
     * How often in a row a coordinator retries after its own commit superseded it: one that was reported as failed but had been
     * made.
     */
    private static final int SUPERSEDED = 3;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(5);
    private static final Duration JOIN = Duration.ofSeconds(10);
    private static final long AFTER_AN_ERROR = TimeUnit.MILLISECONDS.toNanos(200);

    private final NodeServices node;
    private final RunAcquirer acquirer;
    private final Map<String, Coordination> runs = new ConcurrentHashMap<>();
    private @Nullable Thread thread;
    private volatile boolean closed;
    /** Whether the runs are being released; those that are added later would stay. */
    private volatile boolean released;

    /** How the coordination of a run on this node has ended. */
    public enum Result {
        /** The run has ended, successfully or not. */
        ENDED,
        /** The engine shuts down; the run must be queued again. */
        INTERRUPTED,
        /** Another coordinator owns the run, it had ended before, or it does not exist. */
        NOT_MINE,
        /** This node cannot coordinate the run; another node may. */
        FAILED,
        /** Only a later version understands the run. */
        UNKNOWN_FORMAT
    }

    /** Called once when the coordination of a run has ended: by the coordinator's thread, or by the one that stops it. */
    @FunctionalInterface
    public interface Listener {
        void ended(Result result);
    }

    public Coordinations(NodeServices node, RunAcquirer acquirer) {
        this.node = node;
        this.acquirer = acquirer;
    }

    /**
     * Starts to coordinate a run and returns immediately.
     *
     * @param isStopped checked before each tick: whether the run has to be released
     * @param listener  called at the end
     * @return false, without a call of the listener, if this node already coordinates the run, or has stopped
     */
    public boolean add(String runId, BooleanSupplier isStopped, Listener listener) {
        // first: if the thread cannot start, the run must not stay registered; also replaces a dead thread for known
        // runs
        start();
        Coordination coordination = new Coordination(runId, isStopped, listener);
        if (runs.putIfAbsent(runId, coordination) != null) {
            return false;
        }
        node.wakeups().signal(runId);
        // its runs may have been released already, so that nothing would look at this one
        return !released || !runs.remove(runId, coordination);
    }

    /** Returns whether this node has released its runs, and accepts no others. */
    public boolean isStopped() {
        return released;
    }

    /** Returns the ids of the runs that this node coordinates. */
    public Set<String> runs() {
        return Set.copyOf(runs.keySet());
    }

    /** Returns the number of work units of these runs, queued or in work, that are not known to be done. */
    public int openWork() {
        return runs.values().stream().mapToInt(each -> each.openWork).sum();
    }

    /** Releases all runs, and waits for that with a timeout. */
    @Override
    public void close() {
        closed = true;
        node.wakeups().signal("");
        Thread present;
        synchronized (this) {
            present = thread;
        }
        try {
            if (present != null) {
                present.join(JOIN.toMillis());
            }
        } catch (InterruptedException e) {
            LOG.debug("Stops waiting for the coordinator", e);
            Thread.currentThread().interrupt();
        }
        released = true;
        // the job system must not wait for a thread that hangs
        for (Coordination each : List.copyOf(runs.values())) {
            each.finish(Result.INTERRUPTED);
        }
    }

    private synchronized void start() {
        boolean alive = thread != null && thread.isAlive();
        if (!alive && !closed) {
            Thread next = new Thread(this::loop, THREAD);
            next.setDaemon(true);
            next.start();
            thread = next;
        }
    }

    /** Ends only if it is closed: the handling of an error may fail as well, for example if memory is short. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    private void loop() {
        Set<String> signalled = Set.of();
        while (!closed) {
            try {
                signalled = round(signalled);
            } catch (RuntimeException | Error e) {
                survive(e);
            }
        }
        released = true;
        List.copyOf(runs.values()).forEach(Coordination::release);
    }

    private Set<String> round(Set<String> signalled) {
        for (Coordination each : List.copyOf(runs.values())) {
            if (signalled.contains(each.runId) || each.isDue()) {
                each.advance();
            }
        }
        return node.wakeups().await(pause());
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    private static void survive(Throwable error) {
        LockSupport.parkNanos(AFTER_AN_ERROR);
        try {
            LOG.error("Unexpected error while coordinating runs; continuing", error);
        } catch (RuntimeException | Error e) {
            // nothing can be logged either
        }
    }

    /** Returns the time until the next run is due. */
    private Duration pause() {
        long now = node.time().nanos();
        long least = node.settings().pollInterval().toNanos();
        for (Coordination each : runs.values()) {
            least = Math.min(least, each.due - now);
        }
        return Duration.ofNanos(Math.max(least, TimeUnit.MILLISECONDS.toNanos(1)));
    }

    private static Duration least(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }

    /** The coordination of one run. Confined to the coordinator's thread, except for its end. */
    private final class Coordination {

        private final String runId;
        private final BooleanSupplier isStopped;
        private final Listener listener;
        private @Nullable RunCoordinator coordinator;
        /** Set while this node acquires the run. */
        private @Nullable Future<Optional<RunCoordinator>> acquisition;

        /** Set before the run is given back, so that an acquisition that ends later gives it back too. */
        private volatile boolean givenUp;

        /** How often it was superseded in a row. */
        private int superseded;
        /** Consecutive errors. */
        private volatile int errors;
        /** Monotonic time of the first of these errors. */
        private volatile long failingSince;

        private volatile long due = node.time().nanos();
        /** Number of work units after the last tick. */
        private volatile int openWork;

        Coordination(String runId, BooleanSupplier isStopped, Listener listener) {
            this.runId = runId;
            this.isStopped = isStopped;
            this.listener = listener;
        }

        boolean isDue() {
            return node.time().nanos() - due >= 0;
        }

        /** Catches everything that one run throws, so that the other runs continue. */
        @SuppressWarnings("checkstyle:IllegalCatch")
        void advance() {
            due = node.time().nanos() + node.settings().pollInterval().toNanos();
            try {
                if (isStopped.getAsBoolean()) {
                    release();
                    return;
                }
                Result result = tick();
                if (result != null) {
                    finish(result);
                }
            } catch (UnknownFormatException e) {
                LOG.warn("runId={} is left to a later version: {}", runId, e.getMessage());
                finish(Result.UNKNOWN_FORMAT);
            } catch (RepositoryException | RuntimeException | Error e) {
                failed(e);
            }
        }

        /** Ticks once; returns how the coordination has ended, or null if it continues. */
        private @Nullable Result tick() throws RepositoryException {
            try {
                RunCoordinator present = coordinator;
                if (present == null) {
                    Duration wait = acquirer.untilBegin(runId);
                    if (!wait.isZero()) {
                        errors = 0;
                        due = node.time().nanos() + least(wait, LONGEST_PAUSE).toNanos();
                        return null;
                    }
                    Future<Optional<RunCoordinator>> begun = acquisition;
                    if (begun == null) {
                        begun = acquirer.begin(runId, () -> !givenUp);
                        acquisition = begun;
                    }
                    if (!begun.isDone()) {
                        return null;
                    }
                    acquisition = null;
                    Optional<RunCoordinator> acquired = TakeoverThreads.result(begun);
                    if (acquired.isEmpty()) {
                        return Result.NOT_MINE;
                    }
                    present = acquired.get();
                    coordinator = present;
                }
                boolean ended = present.tick();
                errors = 0;
                superseded = 0;
                openWork = present.openWork();
                return ended ? Result.ENDED : null;
            } catch (SupersededException e) {
                // perhaps superseded by its own commit that was reported as failed: then it still owns the run
                LOG.info("runId={} has been taken over, or a commit reported as failed was made after all", runId);
                coordinator = null;
                superseded++;
                due = node.time().nanos();
                return superseded > SUPERSEDED ? Result.NOT_MINE : null;
            }
        }

        private void failed(Throwable error) {
            // the next attempt starts from the state in the repository
            coordinator = null;
            long now = node.time().nanos();
            int inARow = errors + 1;
            errors = inARow;
            failingSince = inARow == 1 ? now : failingSince;
            boolean outage = Outage.isOutage(error);
            Duration most = outage ? LONGEST_OUTAGE : node.settings().leases().failing();
            if (outage) {
                LOG.warn("runId={} waits for the database of the repository: {}", runId, error.toString());
            } else {
                LOG.error("runId={} cannot be coordinated now, error {} in a row", runId, inARow, error);
            }
            if (node.time().isOver(failingSince, most)) {
                giveBack();
                finish(Result.FAILED);
                return;
            }
            due = now + Backoff.pause(FIRST_PAUSE, LONGEST_PAUSE, inARow).toNanos();
        }

        /** An error here must not end the thread, which coordinates the other runs. */
        @SuppressWarnings("checkstyle:IllegalCatch")
        private void giveBack() {
            givenUp = true;
            try {
                acquirer.giveBack(runId);
            } catch (RepositoryException | RuntimeException | Error e) {
                LOG.warn("runId={} keeps its owner until the lease expires: {}", runId, e.toString());
            }
        }

        /** An error here must not keep other runs from being released. */
        @SuppressWarnings("checkstyle:IllegalCatch")
        void release() {
            givenUp = true;
            try {
                RunCoordinator present = coordinator;
                if (present != null) {
                    present.release();
                } else {
                    // after an error this node may still be the owner in the repository
                    acquirer.giveBack(runId);
                }
            } catch (RepositoryException | SupersededException | RuntimeException | Error e) {
                LOG.warn("runId={} keeps its owner until the lease expires: {}", runId, e.toString());
            }
            finish(Result.INTERRUPTED);
        }

        @SuppressWarnings("checkstyle:IllegalCatch")
        void finish(Result result) {
            givenUp = true;
            if (runs.remove(runId, this)) {
                LOG.info("runId={} coordination={}", runId, result);
                try {
                    listener.ended(result);
                } catch (RuntimeException | Error e) {
                    LOG.error("runId={} the end of its coordination cannot be handled", runId, e);
                }
            }
        }
    }
}
