package org.openguides.processing.internal.engine.supervision;

import javax.jcr.InvalidItemStateException;
import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.RunSettings;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets workers work in threads of their own and watches them: writes heartbeats for those that show progress, tells them of
 * cancel requests, and leaves behind those that hang. A worker that has been left behind finds that it has been superseded when it
 * comes back. Safe for use by many threads.
 */
public final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    /** A supervisor that was not scheduled for so long cannot tell how long its worker was. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    private final NodeServices node;
    private final WorkerThreads threads;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Why a worker was left behind. */
    public enum LeftBehind {
        /** It hangs at an asset, which has been set aside. */
        AT_AN_ASSET,
        /** It hangs at something else, which has been noted as a failure of this node. */
        AT_WORK,
        /** It did not notice in time that the run is to stop, or the system. */
        STOPPING
    }

    /**
     * How the work of a worker has ended.
     *
     * @param <T>        of its result
     * @param result     what it has returned; null if it has been left behind
     * @param leftBehind why it has been left behind; null if it has not
     */
    public record Outcome<T>(@Nullable T result, @Nullable LeftBehind leftBehind) {}

    public Supervisor(NodeServices node, WorkerThreads threads) {
        this.node = node;
        this.threads = threads;
    }

    /**
     * Lets a worker work, and waits for it.
     *
     * @param name of its thread
     * @param work what it works on
     * @param task what it does
     */
    public <T> Outcome<T> await(String name, Supervised work, Callable<T> task)
            throws RepositoryException, SupersededException {
        WorkerThreads.Worker<T> worker = threads.start(name, task);
        Watch watch = new Watch(work);
        watches.add(watch);
        try {
            return await(worker, watch, work);
        } finally {
            watches.remove(watch);
        }
    }

    private <T> Outcome<T> await(WorkerThreads.Worker<T> worker, Watch watch, Supervised work)
            throws RepositoryException, SupersededException {
        while (true) {
            try {
                T result = worker.result().get(node.settings().pollInterval().toNanos(), TimeUnit.NANOSECONDS);
                return new Outcome<>(result, null);
            } catch (TimeoutException e) {
                Optional<LeftBehind> left = closed ? watch.giveBack() : watch.look();
                if (left.isPresent()) {
                    threads.abandon(worker);
                    return new Outcome<>(null, left.get());
                }
            } catch (InterruptedException e) {
                // Asks this thread to stop, which waits until its worker has. It stays uninterrupted, for it uses Oak.
                work.stop();
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            }
        }
    }

    /**
     * The system stops: takes the work away from the workers that have not stopped until now, so that no node takes them for dead, and
     * leaves them behind. What they have not saved is done again.
     */
    public void close() {
        closed = true;
        watches.forEach(Watch::giveBack);
    }

    /** Whether so many workers of this node hang that it must not take more work. */
    public boolean isExhausted() {
        return threads.isExhausted();
    }

    /** One worker that is watched. For one thread. */
    private final class Watch {

        private final Supervised work;
        private final Time time = node.time();
        private final RunSettings.Limits limits = node.settings().limits();
        private long lastLook = time.nanos();
        /** Since when the run has not wanted the work any more, monotonic; null as long as it does. */
        private @Nullable Long unwantedSince;

        Watch(Supervised work) {
            this.work = work;
        }

        /** Looks after the worker; returns why it has been left behind, empty if it has not. */
        Optional<LeftBehind> look() {
            long now = time.nanos();
            Duration pause = Duration.ofNanos(now - lastLook);
            if (pause.compareTo(node.settings().pollInterval().plus(STANDSTILL)) > 0) {
                LOG.info("This process has not run for {} s; its workers are given that time", pause.toSeconds());
                work.progress().forgive();
            }
            lastLook = now;
            LeftBehind left = judge();
            // if it has stood still since then, the next look says so
            if (left != null && !time.isOver(now, STANDSTILL) && leaveBehind(left)) {
                return Optional.of(left);
            }
            lookAfter();
            return Optional.empty();
        }

        /** Whatever goes wrong here, the worker stays under supervision. */
        private void lookAfter() {
            try (ServiceSession session = node.sessions().open(ServiceUser.WORKER)) {
                if (!work.isWanted(session.jcr())) {
                    unwantedSince = unwantedSince == null ? Long.valueOf(time.nanos()) : unwantedSince;
                    work.hurry();
                } else if (!work.progress().isOverdue(limits)) {
                    work.lease().signal(session.jcr());
                }
            } catch (InvalidItemStateException | UnknownFormatException e) {
                // Another worker, or a later version, has the work now; this one finds that out at its next commit.
                LOG.debug("A worker has been superseded", e);
                work.hurry();
            } catch (RepositoryException | ProcessingException e) {
                LOG.warn("A worker cannot be looked after now: {}", e.toString());
            }
        }

        private @Nullable LeftBehind judge() {
            Progress.Step step = work.progress().present();
            if (work.progress().isOverdue(limits)) {
                return step.asset() == null ? LeftBehind.AT_WORK : LeftBehind.AT_AN_ASSET;
            }
            Long since = unwantedSince;
            boolean late = since != null && time.isOver(since, limits.cancelGrace()) && step.since() - since <= 0;
            return late ? LeftBehind.STOPPING : null;
        }

        /** Returns false if the worker has come on meanwhile, or the repository cannot be asked. */
        private boolean leaveBehind(LeftBehind left) {
            Progress.Step step = work.progress().present();
            String asset = left == LeftBehind.AT_AN_ASSET ? step.asset() : null;
            String failure = left == LeftBehind.AT_WORK ? hang(step) : null;
            try (ServiceSession session = node.sessions().open(ServiceUser.WORKER)) {
                if (!work.progress().present().equals(step)) {
                    return false;
                }
                if (!work.lease().takeAway(session.jcr(), asset, failure)) {
                    LOG.info("Another worker has the work already");
                }
            } catch (PathNotFoundException e) {
                LOG.info("The work is not there any more: {}", e.getMessage());
            } catch (RepositoryException | ProcessingException e) {
                LOG.warn("A worker that hangs cannot be left behind now: {}", e.toString());
                return false;
            }
            Throwable stack = new Throwable("what the worker does");
            stack.setStackTrace(step.worker().getStackTrace());
            LOG.warn("Worker {} is left behind: {}", step.worker().getName(), left, stack);
            return true;
        }

        /** Gives the work back whatever the worker is at. */
        Optional<LeftBehind> giveBack() {
            try (ServiceSession session = node.open()) {
                boolean held = node.retry().<Boolean, RepositoryException>onConflict(session.jcr(), () -> work.lease()
                        .takeAway(session.jcr(), null, null));
                LOG.info(
                        "Worker {} has not stopped in time: given back: {}",
                        work.progress().present().worker().getName(),
                        held);
            } catch (RepositoryException | ProcessingException e) {
                LOG.warn("The work of a worker that has not stopped in time is taken over when its lease is over", e);
            }
            return Optional.of(LeftBehind.STOPPING);
        }

        private String hang(Progress.Step step) {
            return "a worker has not come on for " + time.since(step.since()).toSeconds() + " s while "
                    + step.phase().name().toLowerCase(Locale.ROOT);
        }
    }

    private static RepositoryException rethrown(@Nullable Throwable cause)
            throws RepositoryException, SupersededException {
        if (cause instanceof SupersededException superseded) {
            throw superseded;
        }
        if (cause instanceof RuntimeException unchecked) {
            throw unchecked;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        return cause instanceof RepositoryException refused ? refused : new RepositoryException(cause);
    }
}
