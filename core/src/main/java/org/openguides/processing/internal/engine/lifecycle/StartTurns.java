package org.openguides.processing.internal.engine.lifecycle;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import org.openguides.processing.api.OverlapException;
import org.openguides.processing.internal.log.ServerLog;
import org.slf4j.Logger;

/**
 * Lets the starts of this node wait for each other. All of them write to the parent of all claims, so of many at once some would run out of
 * attempts. Safe for use by multiple threads.
 */
final class StartTurns {

    private static final Logger LOG = ServerLog.of(StartTurns.class);

    /** A start does not wait longer for others: one of them may hang. */
    private static final Duration LONGEST = Duration.ofSeconds(30);

    private final ReentrantLock lock = new ReentrantLock(true);

    /** A start, which may be refused. */
    @FunctionalInterface
    interface Start {
        void perform() throws RepositoryException, OverlapException;
    }

    /** Performs a start when it is its turn. */
    void perform(Start start) throws RepositoryException, OverlapException {
        boolean locked = false;
        try {
            locked = lock.tryLock(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            LOG.debug("Interrupted; starts without its turn", e); // Oak must not be used by an interrupted thread
        }
        try {
            start.perform();
        } finally {
            if (locked) {
                lock.unlock();
            }
        }
    }
}
