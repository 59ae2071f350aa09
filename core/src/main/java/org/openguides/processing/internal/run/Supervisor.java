package org.openguides.processing.internal.run;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets workers work in threads of their own and looks after them: gives signs of life for them, tells them of cancel
 * requests, and leaves behind whoever hangs. No thread is ever interrupted, as Oak would not survive that: a worker who
 * has been left behind finds when it wants to commit that somebody else has its partition. Safe for use by many threads.
 */
final class Supervisor {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);

    private final ServiceSessions sessions;
    private final RunSettings settings;
    private final Clock clock;
    private final ExecutorService threads = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "openguides-worker");
        thread.setDaemon(true);
        return thread;
    });

    /** Why a worker is left behind. */
    private enum Left {
        HANGS,
        CANCELLED
    }

    Supervisor(ServiceSessions sessions, RunSettings settings, Clock clock) {
        this.sessions = sessions;
        this.settings = settings;
        this.clock = clock;
    }

    /**
     * Waits for a worker.
     *
     * @param work what he works on
     * @param task what he does
     * @return his result; {@link PartitionLoop.Result#RELEASED} if he has been left behind because the run is to stop, null
     *     if he hangs at an asset, which has been set aside
     */
    PartitionLoop.@Nullable Result await(PartitionWork work, Callable<PartitionLoop.Result> task)
            throws RepositoryException, SupersededException {
        Future<PartitionLoop.Result> worker = threads.submit(task);
        Instant unwanted = null;
        while (true) {
            try {
                return worker.get(settings.pollInterval().toNanos(), TimeUnit.NANOSECONDS);
            } catch (TimeoutException e) {
                unwanted = unwanted == null && !lookAfter(work) ? clock.instant() : unwanted;
                Left left = judge(work, unwanted);
                if (left != null && leaveBehind(work, left)) {
                    return left == Left.HANGS ? null : PartitionLoop.Result.RELEASED;
                }
            } catch (InterruptedException e) {
                // Asks this thread to stop, which waits until its worker has. It stays uninterrupted, for it uses Oak.
                work.stop();
            } catch (ExecutionException e) {
                throw rethrown(e.getCause());
            }
        }
    }

    /** Returns whether the run still wants the work. */
    private boolean lookAfter(PartitionWork work) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            boolean wanted = work.isWanted(session.jcr());
            if (wanted) {
                work.lease().signal(session.jcr());
            } else {
                work.hurry();
            }
            return wanted;
        } catch (InvalidItemStateException | UnknownFormatException e) {
            // Another worker, or a later version, has the partition now; the worker finds that out at its next batch.
            work.hurry();
            return true;
        }
    }

    private @Nullable Left judge(PartitionWork work, @Nullable Instant unwanted) {
        InHand.Taken taken = work.inHand().taken();
        if (taken == null) {
            return null;
        }
        if (isOver(taken.since(), settings.safety().assetTime())) {
            return Left.HANGS;
        }
        boolean late = unwanted != null
                && isOver(unwanted, settings.safety().cancelGrace())
                && !taken.since().isAfter(unwanted);
        return late ? Left.CANCELLED : null;
    }

    private boolean isOver(Instant since, Duration time) {
        return since.plus(time).isBefore(clock.instant());
    }

    /** Returns false if the worker has come on meanwhile. */
    private boolean leaveBehind(PartitionWork work, Left left) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            InHand.Taken taken = work.inHand().taken();
            if (taken == null || !work.lease().takeAway(session.jcr(), left == Left.HANGS ? taken.path() : null)) {
                return false;
            }
            Throwable stack = new Throwable("what the worker does");
            stack.setStackTrace(taken.worker().getStackTrace());
            LOG.warn("A worker is left behind at {}: {}", taken.path(), left, stack);
            return true;
        } catch (InvalidItemStateException e) {
            return false;
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
