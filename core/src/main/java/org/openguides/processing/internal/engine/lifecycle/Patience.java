package org.openguides.processing.internal.engine.lifecycle;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.openguides.processing.internal.engine.Cluster;

/**
 * How long to look again for what another node may have written a moment ago. Oak shows it after the next background write
 * of that node and the next background read of this one, which come once a second each. For one look-up.
 */
public final class Patience {

    private static final Duration MOST = Duration.ofSeconds(4);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final long begun = System.nanoTime();
    private final Cluster cluster;

    public Patience(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Pauses, and returns true, if it is worth another look; returns false at once where there is no other node. */
    public boolean again() {
        if (cluster.isAlone() || System.nanoTime() - begun > MOST.toNanos()) {
            return false;
        }
        LockSupport.parkNanos(PAUSE.toNanos());
        return true;
    }
}
