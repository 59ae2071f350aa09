package org.openguides.benchmarks.part;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Polls a server. Each poll takes some of the measured time. */
final class Waiting {

    private static final long LIMIT = TimeUnit.HOURS.toNanos(2);
    /** For conditions that are met soon. */
    static final Pause SHORT = new Pause(Duration.ofMillis(20), Duration.ofMillis(20));
    /** For conditions that take a while. */
    static final Pause LONG = new Pause(Duration.ofMillis(500), Duration.ofMillis(500));
    /** For events with their own timestamp: the interval grows with the elapsed time. */
    static final Pause GROWING = new Pause(Duration.ofMillis(500), Duration.ofSeconds(5));

    private static final int SHARE = 4;

    /** Interval between two polls. */
    record Pause(Duration least, Duration most) {

        private long after(long nanos) {
            return Math.max(least.toNanos(), Math.min(most.toNanos(), nanos / SHARE));
        }
    }

    private Waiting() {}

    static void until(String what, Pause pause, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            long waited = System.nanoTime() - start;
            if (waited > LIMIT) {
                throw new IllegalStateException("in vain: " + what);
            }
            LockSupport.parkNanos(pause.after(waited));
        }
    }
}
