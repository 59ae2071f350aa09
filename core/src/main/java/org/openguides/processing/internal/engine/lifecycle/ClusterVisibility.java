package org.openguides.processing.internal.engine.lifecycle;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import org.openguides.processing.internal.engine.Cluster;

/**
 * Bounds how long a look-up is repeated for something that another node may have written a moment ago. Oak makes it
 * visible after the next background write of that node and the next background read of this one, each of which happens
 * once per second. A request does not wait for the worst case, so a client that gets no answer from another node has to
 * ask again. Only a few requests of a node wait at the same time; the others get the first result. For one look-up;
 * must be closed afterwards.
 */
public final class ClusterVisibility implements AutoCloseable {

    /** Keeps the whole look-up below a second. */
    private static final Duration MOST = Duration.ofMillis(700);

    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Limits waiting requests, so that unknown ids cannot exhaust the threads of the server. */
    private static final Semaphore WAITING = new Semaphore(8);

    /** Number of pauses that a look-up makes even if the process was suspended meanwhile. */
    private static final int FEWEST = 2;

    private final Cluster cluster;
    private final LongSupplier nanos;
    private final long begun;
    private int pauses;
    private boolean waits;

    public ClusterVisibility(Cluster cluster) {
        this(cluster, System::nanoTime);
    }

    ClusterVisibility(Cluster cluster, LongSupplier nanos) {
        this.cluster = cluster;
        this.nanos = nanos;
        this.begun = nanos.getAsLong();
    }

    /**
     * Waits and returns true if the look-up should be repeated; returns false immediately where there is no other node.
     */
    public boolean again() {
        if (cluster.isAlone() || isOver()) {
            return false;
        }
        // an interrupted thread would not pause
        if (Thread.currentThread().isInterrupted() || !mayWait()) {
            return false;
        }
        pauses++;
        LockSupport.parkNanos(PAUSE.toNanos());
        return true;
    }

    private boolean isOver() {
        return pauses >= FEWEST && nanos.getAsLong() - begun > MOST.toNanos();
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
