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
 * The one way in which work is repeated that met a conflict: so many attempts, with a random pause before each that may be twice
 * as long as the one before, up to a cap. Safe for use by many threads.
 */
@Component(service = Retry.class, configurationPid = "org.openguides.processing.retry")
@Designate(ocd = Retry.Config.class)
public final class Retry {

    private final Policy policy;
    private final LongAdder conflicts = new LongAdder();

    /** The configuration as the platform shows it. */
    @ObjectClassDefinition(
            name = "OpenGuides: retry",
            description = "How often work is repeated that met a conflict with another session or transaction.")
    @interface Config {
        @AttributeDefinition(name = "Attempts", description = "How often it is tried, the first time included.")
        int attempts() default 10;

        @AttributeDefinition(
                name = "Base milliseconds",
                description = "The most that is waited before the second attempt. It doubles with each attempt.")
        int baseMillis() default 20;

        @AttributeDefinition(name = "Cap milliseconds", description = "The most that is waited before any attempt.")
        int capMillis() default 1000;
    }

    /**
     * How often and when work is repeated. Immutable.
     *
     * @param attempts the first one included
     * @param base     the longest pause before the second attempt
     * @param cap      the longest pause before any attempt
     */
    public record Policy(int attempts, Duration base, Duration cap) {

        /** What holds if nothing is configured. */
        public static final Policy DEFAULT = new Policy(10, Duration.ofMillis(20), Duration.ofSeconds(1));

        /** @throws IllegalArgumentException if a number makes no sense */
        public Policy {
            if (attempts < 1 || base.isNegative() || cap.isNegative()) {
                throw new IllegalArgumentException(
                        "attempts must be 1 or more, baseMillis and capMillis must not be negative: " + attempts + ", "
                                + base.toMillis() + ", " + cap.toMillis());
            }
        }

        /** The longest pause behind some attempts that failed. */
        Duration most(int failed) {
            Duration most = base;
            for (int i = 1; i < failed && most.compareTo(cap) < 0; i++) {
                most = most.multipliedBy(2);
            }
            return most.compareTo(cap) < 0 ? most : cap;
        }
    }

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

    public Retry(Policy policy) {
        this.policy = policy;
    }

    @Activate
    public Retry(Config config) {
        this(new Policy(
                config.attempts(), Duration.ofMillis(config.baseMillis()), Duration.ofMillis(config.capMillis())));
    }

    /** How many conflicts there have been. */
    public long conflicts() {
        return conflicts.sum();
    }

    /**
     * Tries until there is no conflict; the changes of the session are discarded after each.
     *
     * @throws InvalidItemStateException if there is still a conflict at the last attempt
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

    /** The attempts at one piece of work, for who tells by itself what a conflict is. */
    public Attempts attempts() {
        return new Attempts();
    }

    /** Counts the attempts at one piece of work. For one thread. */
    public final class Attempts {

        private int failed;

        private Attempts() {}

        /** One has met a conflict: waits until the next one; returns false at once if there is to be none. */
        public boolean again() {
            conflicts.increment();
            failed++;
            if (failed >= policy.attempts()) {
                return false;
            }
            long most = policy.most(failed).toNanos();
            if (most > 0) {
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(most));
            }
            return true;
        }

        /** How many have met a conflict. */
        public int failed() {
            return failed;
        }
    }
}
