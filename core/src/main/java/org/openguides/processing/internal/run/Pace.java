package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.openguides.processing.internal.foreground.Foreground;

/**
 * Chooses how many assets the next commit of this node holds, and how long a worker rests after it. Batches are halved by a
 * conflict, down to a single asset, and by a slow commit, down to a tenth, as these lose work or hold up authors; they grow
 * back with commits that are neither. When others begin to change content, batches begin with a tenth, and commits are slow
 * sooner. The throttle is asked each time, so that it can be changed while a run goes on. Safe for use by many threads.
 */
public final class Pace {

    private static final int STEPS_BACK = 10;
    private static final Duration LOOK = Duration.ofMillis(200);

    private final int largest;
    private final Supplier<Throttle> throttle;
    private final Foreground foreground;
    private final ReentrantLock turn = new ReentrantLock(true);
    private int batchSize;
    /** Whether others changed content when the size was last asked for. */
    private boolean beside;

    private volatile Duration lastCommit = Duration.ZERO;

    /** Begins with the largest batches. */
    public Pace(int largest, Supplier<Throttle> throttle, Foreground foreground) {
        this.largest = largest;
        this.throttle = throttle;
        this.foreground = foreground;
        this.batchSize = largest;
    }

    /** How many assets the next commit holds at most; may be less in a moment. */
    synchronized int batchSize() {
        boolean written = foreground.isWrittenTo();
        if (written && !beside) {
            // who has just come should not have to wait for four commits until they are small
            batchSize = Math.min(batchSize, step());
        }
        beside = written;
        return batchSize;
    }

    /** Saves in a session what is a commit. */
    @FunctionalInterface
    interface Commit {
        void save() throws RepositoryException;
    }

    /**
     * Makes a commit of so many assets, after stepping aside for what the last one took: each request waits for a commit, as
     * often as it opens a session (Oak's {@code LockBasedScheduler.getHeadNodeState}). While others change content, the workers
     * of this node commit one after the other, so that nobody else waits for more than one of them.
     */
    void commit(long assets, Commit commit) throws RepositoryException {
        if (!foreground.isWrittenTo()) {
            save(assets, commit);
            return;
        }
        turn.lock();
        try {
            save(assets, commit);
        } finally {
            turn.unlock();
        }
    }

    private void save(long assets, Commit commit) throws RepositoryException {
        stepAside(lastCommit);
        long began = System.nanoTime();
        commit.save();
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        lastCommit = time;
        saved(assets, time);
    }

    /** Takes note of how long a commit of so many assets took; small ones say nothing of large ones. */
    synchronized void saved(long assets, Duration time) {
        Throttle now = throttle.get();
        Duration slow = foreground.isWrittenTo() ? now.busySlowSave() : now.slowSave();
        int step = step();
        if (time.compareTo(slow) > 0) {
            // where no commit is quick, smaller ones cost more than they spare anybody
            shrink(step);
        } else if (assets >= batchSize) {
            batchSize = Math.min(largest, batchSize + step);
        }
    }

    /** Takes note that somebody else was there first. */
    synchronized void conflicted() {
        shrink(1);
    }

    private int step() {
        return Math.max(1, largest / STEPS_BACK);
    }

    private void shrink(int least) {
        batchSize = Math.min(batchSize, Math.max(least, batchSize / 2));
    }

    /** How long to rest after some work. */
    Duration rest(Duration work) {
        Throttle now = throttle.get();
        return now.pause().plus(rest(work, now.workPercent()));
    }

    private static Duration rest(Duration work, int percent) {
        return work.multipliedBy(100L - percent).dividedBy(percent);
    }

    /**
     * Steps aside for whoever waits for this node, if anybody does, and for authors, who come back unforeseen; not for longer
     * than the throttle says for so much work.
     */
    void stepAside(Duration work) {
        Duration rest = rest(work, throttle.get().busyWorkPercent());
        if (foreground.isWrittenTo()) {
            sleep(rest);
        } else {
            foreground.awaitIdle(rest);
        }
    }

    private static void sleep(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        for (long left = time.toNanos(); left > 0 && !isInterrupted(); left = end - System.nanoTime()) {
            LockSupport.parkNanos(left);
        }
    }

    /** Rests after some work, but not once there is something to see to. */
    void rest(Duration work, BooleanSupplier wanted) {
        long began = System.nanoTime();
        long left = rest(work).toNanos();
        while (left > 0 && !wanted.getAsBoolean() && !isInterrupted()) {
            LockSupport.parkNanos(Math.min(left, LOOK.toNanos()));
            left = began + rest(work).toNanos() - System.nanoTime();
        }
    }

    /** Who is interrupted cannot rest: its thread would not sleep any more. */
    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }
}
