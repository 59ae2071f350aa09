package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Tells the coordinators of this node at once that a worker of this node has finished something; workers on other nodes are
 * noticed with the next poll. Safe for use by many threads.
 */
public final class Wakeups {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> runs = new HashSet<>();

    /** Something has changed in a run. */
    public void signal(String runId) {
        lock.lock();
        try {
            runs.add(runId);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /**
     * Takes the runs in which something has changed since the last call; waits if there are none.
     *
     * @param most how long to wait
     * @return their ids; empty if the time is over or the thread was interrupted. It is not interrupted any more then: Oak does
     *     not survive the use by an interrupted thread
     */
    public Set<String> await(Duration most) {
        lock.lock();
        try {
            long left = most.toNanos();
            while (runs.isEmpty() && left > 0) {
                left = changed.awaitNanos(left);
            }
            Set<String> taken = Set.copyOf(runs);
            runs.clear();
            return taken;
        } catch (InterruptedException e) {
            return Set.of();
        } finally {
            lock.unlock();
        }
    }
}
