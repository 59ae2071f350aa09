package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** The turn of one worker to commit, for which others wait in their order. Safe for use by multiple threads. */
final class CommitTurn {

    private final ReentrantLock lock = new ReentrantLock(true);
    /** Monotonic time at which the last turn began. */
    private volatile long since = System.nanoTime();

    /** Waits up to the given time for the turn; returns whether it was acquired. */
    boolean tryTake(Duration most) throws InterruptedException {
        boolean taken = lock.tryLock(most.toMillis(), TimeUnit.MILLISECONDS);
        if (taken) {
            since = System.nanoTime();
        }
        return taken;
    }

    /** Ends the turn of this thread. */
    void end() {
        lock.unlock();
    }

    /** Returns whether the present turn has lasted for longer than that. */
    boolean lastsLongerThan(Duration limit) {
        return lock.isLocked() && System.nanoTime() - since > limit.toNanos();
    }

    /** Returns about how many workers wait. */
    int waiting() {
        return lock.getQueueLength();
    }
}
