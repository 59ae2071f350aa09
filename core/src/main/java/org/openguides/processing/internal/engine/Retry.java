package org.openguides.processing.internal.engine;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * Repeats what is saved to our own records when another session changed the same record at the same time: each repetition begins
 * with the present state, after a random pause that grows. Safe for use by many threads.
 */
public final class Retry {

    /** Conflicts of this process so far, of all retries. */
    private static final LongAdder CONFLICTS = new LongAdder();

    private static final Retry STANDARD = new Retry(10, Duration.ofMillis(20));

    private final int attempts;
    private final Duration pause;

    /**
     * What is tried: reads the present state, changes it and saves.
     *
     * @param <T> of the result
     * @param <E> what else may go wrong, and is not repeated
     */
    @FunctionalInterface
    public interface Action<T, E extends Exception> {
        /** Does all of it once. */
        T perform() throws RepositoryException, E;
    }

    private Retry(int attempts, Duration pause) {
        this.attempts = attempts;
        this.pause = pause;
    }

    /** What our own records need: they are changed by few sessions, each for some milliseconds. */
    public static Retry standard() {
        return STANDARD;
    }

    /** Conflicts of this process since its start. */
    public static long conflicts() {
        return CONFLICTS.sum();
    }

    /**
     * Tries until there is no conflict; the changes of the session are discarded after each.
     *
     * @throws InvalidItemStateException if there is still a conflict at the last attempt
     */
    public <T, E extends Exception> T onConflict(Session session, Action<T, E> action) throws RepositoryException, E {
        for (int attempt = 1; ; attempt++) {
            try {
                return action.perform();
            } catch (InvalidItemStateException e) {
                CONFLICTS.increment();
                session.refresh(false);
                if (attempt == attempts) {
                    throw e;
                }
                rest(attempt);
            }
        }
    }

    private void rest(int attempt) {
        long most = pause.toNanos() * attempt;
        if (most > 0) {
            LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
        }
    }
}
