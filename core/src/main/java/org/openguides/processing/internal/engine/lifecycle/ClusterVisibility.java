package org.openguides.processing.internal.engine.lifecycle;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;

import org.openguides.processing.internal.engine.Cluster;

/**
 * How long to look again for what another node may have written a moment ago. Oak shows it after the next background write
 * of that node and the next background read of this one, which come once a second each; a request does not wait for the
 * worst case, so a client that asks another node than the one that took its job has to ask again. Only some requests of a node wait at
 * once: all the others are answered at the first look. For one look-up; to be closed at its end.
 */
public final class ClusterVisibility implements AutoCloseable {

    /** With the last look it stays below a second. */
    private static final Duration MOST = Duration.ofMillis(700);

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Requests with unknown ids must not hold the threads of the server. */
    private static final Semaphore WAITING = new Semaphore(8);

    private final long begun = System.nanoTime();
    private final Cluster cluster;
    private boolean waits;

    public ClusterVisibility(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Pauses, and returns true, if it is worth another look; returns false at once where there is no other node. */
    public boolean again() {
        if (cluster.isAlone() || System.nanoTime() - begun > MOST.toNanos()) {
            return false;
        }
        // an interrupted thread would not pause
        if (Thread.currentThread().isInterrupted() || !mayWait()) {
            return false;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        return true;
    }

    private boolean mayWait() {
        waits = waits || WAITING.tryAcquire();
        return waits;
    }

    @Override
    public void close() {
        if (waits) {
            waits = false;
            WAITING.release();
        }
    }
}
