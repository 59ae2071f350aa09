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
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.RunSettings;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Contention;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.slf4j.Logger;

/**
 * Runs workers in their own threads and monitors them: writes heartbeats while they make progress, notifies them of
 * cancel requests, and abandons those that hang. An abandoned worker that resumes finds itself superseded. Safe for use
 * by multiple threads.
 */
public final class Supervisor {

    private static final Logger LOG = ServerLog.of(Supervisor.class);

    /** A supervisor that was not scheduled for this long cannot tell whether its worker was. */
    private static final Duration STANDSTILL = Duration.ofSeconds(5);

    private final NodeServices node;
    private final WorkerThreads threads;
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** Why a worker was abandoned. */
    public enum AbandonReason {
        /** It hangs at an asset, which has been quarantined. */
        AT_AN_ASSET,
        /** It hangs elsewhere, which has been recorded as a failure of this node. */
        AT_WORK,
        /** It did not notice in time that the run or the engine stops. */
        STOPPING
    }

    /**
     * How the work of a worker has ended.
     *
     * @param <T>        type of the result
     * @param result     the worker's result; null if it was abandoned
     * @param abandonReason why it was abandoned; null if it was not
     */
    public record Outcome<T>(@Nullable T result, @Nullable AbandonReason abandonReason) {}

    public Supervisor(NodeServices node, WorkerThreads threads) {
        this.node = node;
        this.threads = threads;
    }

    /**
     * Runs a worker and waits for it.
     *
     * @param name name of its thread
     * @param work the work that is monitored
     * @param task the task to run
     */
    public <T> Outcome<T> await(String name, Supervised work, Callable<T> task)
            throws RepositoryException, SupersededException {
        // before the worker begins, so that a suspension since then is noticed
        Watch watch = new Watch(work);
        WorkerThreads.Worker<T> worker = threads.start(name, task);
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
                Optional<AbandonReason> left = closed ? watch.giveBack() : watch.check();
                if (left.isPresent()) {
                    threads.abandon(worker);
                    return new Outcome<>(null, left.get());
                }
            } catch (InterruptedException e) {
                // Asks to stop this thread, which waits for its worker. The interrupt flag stays cleared, since the
                // thread uses Oak.
                work.stop();
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            }
        }
    }

    /**
     * Shuts down: releases the work of workers that have not stopped by now, so that no node considers them dead, and
     * abandons them. Work that has not been saved is done again.
     */
    public void close() {
        closed = true;
        watches.forEach(Watch::giveBack);
    }

    /** Returns whether so many workers of this node hang that it must not accept more work. */
    public boolean isExhausted() {
        return threads.isExhausted();
    }

    /** Monitors one worker. For one thread. */
    private final class Watch {

        private final Supervised work;
        private final Time time = node.time();
        private final RunSettings.Limits limits = node.settings().limits();
        private long lastCheck = time.nanos();
        /** Monotonic time since which the run no longer needs the work; null while it does. */
        private @Nullable Long unwantedSince;

        Watch(Supervised work) {
            this.work = work;
        }

        /** Checks the worker; returns why it was abandoned, empty if it was not. */
        Optional<AbandonReason> check() {
            long now = time.nanos();
            Duration pause = Duration.ofNanos(now - lastCheck);
            if (pause.compareTo(node.settings().pollInterval().plus(STANDSTILL)) > 0) {
                LOG.info(
                        "This process was suspended for {} s, which does not count towards the limits of its "
                                + "workers",
                        pause.toSeconds());
                work.progress().restartClock();
                unwantedSince = null;
            }
            lastCheck = now;
            Progress.Step step = work.progress().present();
            AbandonReason left = judge(step);
            // if the process was suspended meanwhile, the next check finds out
            if (left != null && !time.isOver(now, STANDSTILL) && abandon(step, left)) {
                return Optional.of(left);
            }
            supervise();
            return Optional.empty();
        }

        /** An error here must not end the supervision of the worker; Oak throws unchecked exceptions as well. */
        @SuppressWarnings("checkstyle:IllegalCatch")
        private void supervise() {
            try (ServiceSession session = node.sessions().open(ServiceUser.WORKER)) {
                if (!work.isWanted(session.jcr())) {
                    work.hurry();
                    unwantedSince = unwantedSince == null ? Long.valueOf(time.nanos()) : unwantedSince;
                } else if (!work.progress().isOverdue(work.progress().present(), limits)) {
                    work.lease().signal(session.jcr());
                }
            } catch (RepositoryException | RuntimeException e) {
                if (isSuperseded(e)) {
                    // The worker finds out at its next commit.
                    LOG.debug("A worker has been superseded", e);
                    work.hurry();
                } else {
                    LOG.warn("A worker cannot be supervised at the moment: {}", e.toString());
                }
            }
        }

        /** Returns whether another worker or a later version owns the work, rather than that the store is busy or away. */
        private static boolean isSuperseded(Exception e) {
            return e instanceof UnknownFormatException
                    || (e instanceof InvalidItemStateException && !Contention.isContention(e) && !Outage.isOutage(e));
        }

        private @Nullable AbandonReason judge(Progress.Step step) {
            if (work.progress().isOverdue(step, limits)) {
                return step.asset() == null ? AbandonReason.AT_WORK : AbandonReason.AT_AN_ASSET;
            }
            Long since = unwantedSince;
            boolean late = since != null && time.isOver(since, limits.cancelGrace()) && step.since() - since <= 0;
            return late ? AbandonReason.STOPPING : null;
        }

        /**
         * Returns false if the worker has made progress since the step was judged, or the repository fails.
         */
        @SuppressWarnings("checkstyle:IllegalCatch")
        private boolean abandon(Progress.Step step, AbandonReason left) {
            String asset = left == AbandonReason.AT_AN_ASSET ? step.asset() : null;
            String failure = left == AbandonReason.AT_WORK ? hang(step) : null;
            try (ServiceSession session = node.sessions().open(ServiceUser.WORKER)) {
                if (!work.progress().present().equals(step)) {
                    return false;
                }
                if (!work.lease().revoke(session.jcr(), asset, failure)) {
                    LOG.info("Another worker owns the work already");
                }
            } catch (PathNotFoundException e) {
                LOG.info("The work no longer exists: {}", e.getMessage());
            } catch (RepositoryException | RuntimeException e) {
                LOG.warn("A hanging worker cannot be abandoned at the moment: {}", e.toString());
                return false;
            }
            Throwable stack = new Throwable("what the worker does");
            stack.setStackTrace(step.worker().getStackTrace());
            LOG.warn("Worker {} is left behind: {}", step.worker().getName(), left, stack);
            return true;
        }

        /** Releases the work, whatever the worker is doing. */
        @SuppressWarnings("checkstyle:IllegalCatch")
        Optional<AbandonReason> giveBack() {
            try (ServiceSession session = node.open()) {
                boolean held = node.retry().<Boolean, RepositoryException>onConflict(session.jcr(), () -> work.lease()
                        .revoke(session.jcr(), null, null));
                LOG.info(
                        "Worker {} has not stopped in time: released: {}",
                        work.progress().present().worker().getName(),
                        held);
            } catch (RepositoryException | RuntimeException e) {
                LOG.warn("The work of a worker that has not stopped in time is taken over when its lease expires", e);
            }
            return Optional.of(AbandonReason.STOPPING);
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
