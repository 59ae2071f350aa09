package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/**
 * Users who have recently sent a request to this node that may save. Service users send no requests, whatever their
 * names. Safe for use by multiple threads.
 */
@Component(service = ActiveUsers.class)
public final class ActiveUsers {

    /** Longer than it takes to observe the commit of a user's last request. */
    private static final long LATELY = Duration.ofMinutes(1).toNanos();

    /** Number of users above which inactive ones are evicted. */
    private static final int MANY = 1000;

    private final LongSupplier nanoClock;
    private final Map<String, Long> seen = new ConcurrentHashMap<>();

    @Activate
    public ActiveUsers() {
        this(System::nanoTime);
    }

    /** @param nanoClock monotonic clock in nanoseconds */
    ActiveUsers(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** Notes that a user has sent a request that may save. */
    public void note(String user) {
        long now = nanoClock.getAsLong();
        seen.put(user, now);
        if (seen.size() > MANY) {
            seen.values().removeIf(last -> now - last >= LATELY);
        }
    }

    /** Returns whether a user has recently sent such a request. */
    public boolean isActive(String user) {
        Long last = seen.get(user);
        return last != null && nanoClock.getAsLong() - last < LATELY;
    }
}
