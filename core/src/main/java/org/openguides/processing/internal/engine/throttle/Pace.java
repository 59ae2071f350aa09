package org.openguides.processing.internal.engine.throttle;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ThrottleReason;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Chooses how many assets the next commit of this node holds, and how long a worker rests. Commits are slow sooner while
 * authors change content, but never if they take about as long as small ones: where each commit takes long, smaller batches would
 * not help. The throttle is asked each time, so that it can be changed while a run goes on. No rest outlasts its reason by more
 * than a moment: that users are at work, what the throttle says, that there is nothing to see to. Safe for use by many threads.
 */
public final class Pace {

    private static final Logger LOG = LoggerFactory.getLogger(Pace.class);

    private static final Duration LOOK = Duration.ofMillis(200);

    /** As long as a commit of an author is remembered. */
    private static final Duration LONGEST_ASIDE = Duration.ofSeconds(5);

    private final Supplier<Throttle> throttle;
    private final Foreground foreground;
    private final Duration longestAside;
    private final ReentrantLock turn = new ReentrantLock(true);
    private final BatchSize batchSize;
    /** Of commits that slow commits do not make any smaller. */
    private final UsualTime smallCommit = new UsualTime();

    private volatile Duration lastCommit = Duration.ZERO;

    /**
     * Begins with the largest batches.
     *
     * @param largest how many assets one commit holds at most
     */
    public Pace(int largest, Supplier<Throttle> throttle, Foreground foreground) {
        this(largest, throttle, foreground, LONGEST_ASIDE);
    }

    /**
     * @param longestAside for how long a worker steps aside at most, whatever the work took
     */
    Pace(int largest, Supplier<Throttle> throttle, Foreground foreground, Duration longestAside) {
        this.batchSize = new BatchSize(largest);
        this.throttle = throttle;
        this.foreground = foreground;
        this.longestAside = longestAside;
    }

    /** How many assets the next commit holds at most; may be less in a moment. */
    public synchronized int batchSize() {
        return batchSize.get(foreground.isWrittenTo());
    }

    /** Saves in a session what is a commit. */
    @FunctionalInterface
    public interface Commit {
        void save() throws RepositoryException;
    }

    /**
     * Makes a commit of so many assets, after stepping aside for what the last one took: each request waits for a commit, as
     * often as it opens a session (Oak's {@code LockBasedScheduler.getHeadNodeState}). While authors change content, the workers
     * of this node commit one after the other, so that an author waits for no more than one of them.
     *
     * @param wanted whether there is something to see to, for which the commit is not to be put off
     */
    public void commit(long assets, BooleanSupplier wanted, Commit commit) throws RepositoryException {
        if (!foreground.isWrittenTo()) {
            stepAside(lastCommit, wanted);
        }
        // an author may have begun to write meanwhile
        if (!foreground.isWrittenTo()) {
            save(assets, commit);
            return;
        }
        awaitTurn(wanted);
        try {
            stepAside(lastCommit, wanted);
            save(assets, commit);
        } finally {
            if (turn.isHeldByCurrentThread()) {
                turn.unlock();
            }
        }
    }

    /** Waits for the commits of other workers, but not for one that hangs once there is something to see to. */
    private void awaitTurn(BooleanSupplier wanted) {
        try {
            boolean mine = false;
            while (!mine && !wanted.getAsBoolean()) {
                mine = turn.tryLock(LOOK.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            // As if there were something to see to. The thread stays uninterrupted, for it uses Oak next.
            LOG.debug("does not wait for its turn", e);
        }
    }

    private void save(long assets, Commit commit) throws RepositoryException {
        long began = System.nanoTime();
        commit.save();
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        lastCommit = time;
        saved(assets, time);
    }

    /** Takes note of how long a commit of so many assets took. */
    synchronized void saved(long assets, Duration time) {
        Throttle now = throttle.get();
        if (batchSize.isSmall(assets)) {
            smallCommit.add(time);
        }
        Duration slow = foreground.isWrittenTo() ? slowBesideAuthors(now) : now.slowSave();
        batchSize.saved(assets, time.compareTo(slow) > 0);
    }

    private Duration slowBesideAuthors(Throttle now) {
        Duration unusual = smallCommit.median().multipliedBy(now.busySlowFactor());
        return unusual.compareTo(now.busySlowSave()) > 0 ? unusual : now.busySlowSave();
    }

    /**
     * What holds a worker of this node back; null if nothing does. A pause that is longer than any rest beside users outweighs
     * them.
     *
     * @param askedFor whether the worker has had to step aside for requests time and again
     */
    @Nullable
    public ThrottleReason throttledBy(boolean askedFor) {
        Throttle now = throttle.get();
        if (now.pause().compareTo(longestAside) > 0) {
            return ThrottleReason.CONFIGURATION;
        }
        if (foreground.isWrittenTo()) {
            return ThrottleReason.AUTHORS;
        }
        if (askedFor) {
            return ThrottleReason.REQUESTS;
        }
        return now.isOpen() ? null : ThrottleReason.CONFIGURATION;
    }

    /** Takes note of a conflict with another session. */
    public synchronized void conflicted() {
        batchSize.conflicted();
    }

    /** How long to rest after some work. */
    public Duration rest(Duration work) {
        Throttle now = throttle.get();
        return now.pause().plus(rest(work, now.workPercent()));
    }

    private static Duration rest(Duration work, int percent) {
        return work.multipliedBy(100L - percent).dividedBy(percent);
    }

    /**
     * Steps aside for requests, as long as any are open, and for authors, who come back unforeseen; not for longer than the
     * throttle says for so much work, nor once there is something to see to.
     *
     * @return whether there were requests to step aside for
     */
    public boolean stepAside(Duration work, BooleanSupplier wanted) {
        long began = System.nanoTime();
        long left = aside(work);
        boolean asked = left > 0 && !foreground.isIdle();
        while (left > 0 && !wanted.getAsBoolean() && !isInterrupted() && !isIdleAfter(Math.min(left, LOOK.toNanos()))) {
            left = began + aside(work) - System.nanoTime();
        }
        return asked;
    }

    private long aside(Duration work) {
        Duration rest = rest(work, throttle.get().busyWorkPercent());
        return (rest.compareTo(longestAside) > 0 ? longestAside : rest).toNanos();
    }

    private boolean isIdleAfter(long nanos) {
        if (!foreground.isWrittenTo()) {
            return foreground.awaitIdle(Duration.ofNanos(nanos));
        }
        LockSupport.parkNanos(nanos);
        return false;
    }

    /** Rests after some work, but not once there is something to see to. */
    public void rest(Duration work, BooleanSupplier wanted) {
        long began = System.nanoTime();
        long left = rest(work).toNanos();
        while (left > 0 && !wanted.getAsBoolean() && !isInterrupted()) {
            LockSupport.parkNanos(Math.min(left, LOOK.toNanos()));
            left = began + rest(work).toNanos() - System.nanoTime();
        }
    }

    /** An interrupted thread cannot rest: it would not sleep any more. */
    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }
}
