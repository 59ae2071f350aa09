package org.openguides.processing.internal.session;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * Retries work that met a conflict: a limited number of attempts, with exponential backoff and full jitter. Safe for
 * use by multiple threads.
 */
@Component(service = Retry.class, configurationPid = "org.openguides.processing.retry")
@Designate(ocd = Retry.Config.class)
public final class Retry {

    private final Policy policy;
    private final LongAdder retries = new LongAdder();

    /** Configuration of the component. */
    @ObjectClassDefinition(
            name = "OpenGuides: retry",
            description = "How often work is retried after a conflict with another session or transaction.")
    @interface Config {
        @AttributeDefinition(name = "Attempts", description = "Number of attempts, including the first one.")
        int attempts() default 10;

        @AttributeDefinition(
                name = "Base milliseconds",
                description = "Maximum pause before the second attempt. It doubles with each attempt.")
        int baseMillis() default 20;

        @AttributeDefinition(name = "Cap milliseconds", description = "Maximum pause before any attempt.")
        int capMillis() default 1000;
    }

    /**
     * Retry policy. Immutable.
     *
     * @param attempts number of attempts, including the first one
     * @param base     maximum pause before the second attempt
     * @param cap      maximum pause before any attempt
     */
    public record Policy(int attempts, Duration base, Duration cap) {

        /** Policy without configuration. */
        public static final Policy DEFAULT = new Policy(10, Duration.ofMillis(20), Duration.ofSeconds(1));

        /** @throws IllegalArgumentException if a value is out of range */
        public Policy {
            if (attempts < 1 || base.isNegative() || cap.isNegative()) {
                throw new IllegalArgumentException(
                        "attempts must be 1 or more, baseMillis and capMillis must not be negative: " + attempts + ", "
                                + base.toMillis() + ", " + cap.toMillis());
            }
        }

        /** Returns the maximum pause after a number of failed attempts. */
        Duration most(int failed) {
            Duration most = base;
            for (int i = 1; i < failed && most.compareTo(cap) < 0; i++) {
                most = most.multipliedBy(2);
            }
            return most.compareTo(cap) < 0 ? most : cap;
        }
    }

    /**
     * Reads the present state, changes it and saves.
     *
     * @param <T> type of the result
     * @param <E> exception that is not retried
     */
    @FunctionalInterface
    public interface Action<T, E extends Exception> {
        /** Performs one complete attempt. */
        T perform() throws RepositoryException, E;
    }

    public Retry(Policy policy) {
        this.policy = policy;
    }

    @Activate
    public Retry(Config config) {
        this(new Policy(
                config.attempts(), Duration.ofMillis(config.baseMillis()), Duration.ofMillis(config.capMillis())));
    }

    /** Returns the number of attempts of this node that repeated a failed one. */
    public long retries() {
        return retries.sum();
    }

    /**
     * Performs an action until there is no conflict; discards the changes of the session after each conflict.
     *
     * @throws InvalidItemStateException if the last attempt meets a conflict
     */
    public <T, E extends Exception> T onConflict(Session session, Action<T, E> action) throws RepositoryException, E {
        Attempts attempts = attempts();
        while (true) {
            try {
                return action.perform();
            } catch (InvalidItemStateException e) {
                session.refresh(false);
                if (!attempts.again()) {
                    throw e;
                }
            }
        }
    }

    /** Returns a counter of attempts, for callers that detect conflicts themselves. */
    public Attempts attempts() {
        return new Attempts();
    }

    /** Counts the attempts at one piece of work. For one thread. */
    public final class Attempts {

        private int failed;

        private Attempts() {}

        /**
         * Records a conflict, and waits until the next attempt; returns false at once if there are no attempts left.
         */
        public boolean again() {
            failed++;
            if (failed >= policy.attempts()) {
                return false;
            }
            retries.increment();
            long most = policy.most(failed).toNanos();
            if (most > 0) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
            }
            return true;
        }

        /** Returns the number of conflicts. */
        public int failed() {
            return failed;
        }
    }
}
