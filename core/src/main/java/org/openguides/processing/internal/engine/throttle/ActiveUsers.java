package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * The users that have sent requests to this node lately which may save. Service users send none, whatever they are called. Safe
 * for use by many threads.
 */
@Component(service = ActiveUsers.class)
public final class ActiveUsers {

    /** Longer than it takes until a commit of their last request is observed. */
    private static final long LATELY = Duration.ofMinutes(1).toNanos();

    /** Those that have left are removed when there are more. */
    private static final int MANY = 1000;

    private final LongSupplier nanoClock;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    @Activate
    public ActiveUsers() {
        this(System::nanoTime);
    }

    /**
     * @param nanoClock tells the time in nanoseconds since any moment
     */
    ActiveUsers(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** A user has sent a request that may save. */
    public void note(String user) {
        long now = nanoClock.getAsLong();
        seen.put(user, now);
        if (seen.size() > MANY) {
            seen.values().removeIf(last -> now - last >= LATELY);
        }
    }

    /** Whether a user has sent such a request lately. */
    public boolean isActive(String user) {
        Long last = seen.get(user);
        return last != null && nanoClock.getAsLong() - last < LATELY;
    }
}
