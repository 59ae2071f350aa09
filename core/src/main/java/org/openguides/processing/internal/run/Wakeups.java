package org.openguides.processing.internal.run;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Lets coordinators of this node notice at once that a worker of this node has finished something; workers on other nodes
 * are noticed when the wait is over. Safe for use by many threads.
 */
public final class Wakeups {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long changes;

    /** Wakes up every thread that waits. */
    public void signal() {
        lock.lock();
        try {
            changes++;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** How many signals there have been; what to give to {@link #await}. */
    public long seen() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until there have been more signals than the caller has seen, or the time is over.
     *
     * @return false if the thread was interrupted, which asks it to stop. It is not interrupted any more then: Oak does not
     *     survive the use by an interrupted thread, and the caller still has to save
     */
    public boolean await(long seen, Duration most) {
        lock.lock();
        try {
            long left = most.toNanos();
            while (changes == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            return false;
        } finally {
            lock.unlock();
        }
    }
}
