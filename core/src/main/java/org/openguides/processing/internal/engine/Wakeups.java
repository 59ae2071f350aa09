package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Wakes the coordinators of this node as soon as one of its workers has finished something. Changes by workers of other
 * nodes are found by polling. Safe for use by multiple threads.
 */
public final class Wakeups {

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Set<String> runs = new HashSet<>();

    /** Signals a change in a run. */
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
     * Waits for a change and returns the runs that have changed since the last call.
     *
     * @param most maximum time to wait
     * @return ids of the runs; empty after a timeout or an interrupt. The interrupt flag is cleared, since Oak must not
     *         be used by an interrupted thread
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
