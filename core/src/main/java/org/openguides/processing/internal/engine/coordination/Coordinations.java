package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The runs that this node coordinates, all by one thread: it ticks each of them when a worker signals, and at least once in a poll
 * interval. Safe for use by many threads.
 */
public final class Coordinations implements AutoCloseable {

    /** The name of the thread. */
    public static final String THREAD = "openguides-coordinator";

    private static final Logger LOG = LoggerFactory.getLogger(Coordinations.class);

    /** How often a coordinator goes on that was superseded by a commit of its own, of which it was told that it failed. */
    private static final int SUPERSEDED = 3;

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(5);
    private static final Duration JOIN = Duration.ofSeconds(10);

    private final NodeServices node;
    private final RunAcquirer acquirer;
    private final Map<String, Coordination> runs = new ConcurrentHashMap<>();
    private @Nullable Thread thread;
    private volatile boolean closed;

    /** How the coordination of a run on this node has ended. */
    public enum Result {
        /** The run has ended, well or not. */
        ENDED,
        /** The system stops; the run must be given to a coordinator again. */
        INTERRUPTED,
        /** Another coordinator has it, it has ended before, or there is no such run. */
        NOT_MINE,
        /** This node cannot coordinate it; another one may. */
        FAILED,
        /** Only a later version understands it. */
        UNKNOWN_FORMAT
    }

    /** Learns how the coordination of a run has ended. Called once, by the thread of the coordinator. */
    @FunctionalInterface
    public interface Listener {
        /** The coordination has ended. */
        void ended(Result result);
    }

    public Coordinations(NodeServices node, RunAcquirer acquirer) {
        this.node = node;
        this.acquirer = acquirer;
    }

    /**
     * Has a run coordinated; returns at once.
     *
     * @param isStopped asked before each tick: whether the run is to be given back
     * @param listener  learns of the end
     * @return false, and the listener is not called, if this node coordinates it already
     */
    public boolean add(String runId, BooleanSupplier isStopped, Listener listener) {
        Coordination coordination = new Coordination(runId, isStopped, listener);
        if (runs.putIfAbsent(runId, coordination) != null) {
            return false;
        }
        start();
        node.wakeups().signal(runId);
        return true;
    }

    /** The ids of the runs that this node coordinates. */
    public Set<String> runs() {
        return Set.copyOf(runs.keySet());
    }

    /** Gives all runs back and waits, with a limit, until that has been done. */
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
            LOG.debug("does not wait for the coordinator any longer", e);
            Thread.currentThread().interrupt();
        }
        // the job system must not wait for a thread that hangs
        for (Coordination each : List.copyOf(runs.values())) {
            each.finish(Result.INTERRUPTED);
        }
    }

    private synchronized void start() {
        if (thread == null && !closed) {
            thread = new Thread(this::loop, THREAD);
            thread.setDaemon(true);
            thread.start();
        }
    }

    private void loop() {
        Set<String> signalled = Set.of();
        while (!closed) {
            for (Coordination each : List.copyOf(runs.values())) {
                if (signalled.contains(each.runId) || each.isDue()) {
                    each.advance();
                }
            }
            signalled = node.wakeups().await(pause());
        }
        List.copyOf(runs.values()).forEach(Coordination::release);
    }

    /** Until the next run is due. */
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

    /** The coordination of one run. For the thread of the coordinator. */
    private final class Coordination {

        private final String runId;
        private final BooleanSupplier isStopped;
        private final Listener listener;
        private @Nullable RunCoordinator coordinator;
        private int superseded;
        /** Errors in a row. */
        private volatile int errors;
        /** When the first of them came, monotonic. */
        private volatile long failingSince;

        private volatile long due = node.time().nanos();

        Coordination(String runId, BooleanSupplier isStopped, Listener listener) {
            this.runId = runId;
            this.isStopped = isStopped;
            this.listener = listener;
        }

        boolean isDue() {
            return node.time().nanos() - due >= 0;
        }

        /** The edge of the coordinator's thread: whatever one run throws, the others go on. */
        @SuppressWarnings("checkstyle:IllegalCatch")
        void advance() {
            due = node.time().nanos() + node.settings().pollInterval().toNanos();
            try {
                if (isStopped.getAsBoolean()) {
                    release();
                    return;
                }
                Result result = tick();
                errors = 0;
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

        /** One tick; returns how the coordination has ended, null if it goes on. */
        private @Nullable Result tick() throws RepositoryException {
            try {
                RunCoordinator present = coordinator;
                if (present == null) {
                    Duration wait = acquirer.untilBegin(runId);
                    if (!wait.isZero()) {
                        due = node.time().nanos() + least(wait, LONGEST_PAUSE).toNanos();
                        return null;
                    }
                    Optional<RunCoordinator> acquired = acquirer.acquire(runId);
                    if (acquired.isEmpty()) {
                        return Result.NOT_MINE;
                    }
                    present = acquired.get();
                    coordinator = present;
                }
                return present.tick() ? Result.ENDED : null;
            } catch (SupersededException e) {
                // perhaps by a commit of its own, of which it was told that it failed: the run is still its own then
                LOG.info("runId={} has been taken over, or a commit of its own has come to light", runId);
                coordinator = null;
                superseded++;
                due = node.time().nanos();
                return superseded > SUPERSEDED ? Result.NOT_MINE : null;
            }
        }

        private void failed(Throwable error) {
            long now = node.time().nanos();
            int inARow = errors + 1;
            errors = inARow;
            failingSince = inARow == 1 ? now : failingSince;
            boolean outage = Outage.isOne(error);
            Duration most = outage ? LONGEST_OUTAGE : node.settings().leases().failing();
            if (outage) {
                LOG.warn("runId={} waits for the database of the repository: {}", runId, error.toString());
            } else {
                LOG.error("runId={} cannot be coordinated now, error {} in a row", runId, inARow, error);
            }
            // the next attempt begins with what is in the repository
            coordinator = null;
            if (node.time().isOver(failingSince, most)) {
                giveBack();
                finish(Result.FAILED);
                return;
            }
            Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(inARow - 1, 10));
            due = now + least(pause, LONGEST_PAUSE).toNanos();
        }

        private void giveBack() {
            try {
                acquirer.giveBack(runId);
            } catch (RepositoryException | ProcessingException e) {
                LOG.warn("runId={} keeps its owner until the lease is over: {}", runId, e.toString());
            }
        }

        void release() {
            try {
                RunCoordinator present = coordinator;
                if (present != null) {
                    present.release();
                }
            } catch (RepositoryException | SupersededException | ProcessingException e) {
                LOG.warn("runId={} keeps its owner until the lease is over: {}", runId, e.toString());
            }
            finish(Result.INTERRUPTED);
        }

        void finish(Result result) {
            if (runs.remove(runId, this)) {
                LOG.info("runId={} coordination={}", runId, result);
                listener.ended(result);
            }
        }
    }
}
