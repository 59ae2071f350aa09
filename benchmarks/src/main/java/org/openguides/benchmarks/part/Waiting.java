package org.openguides.benchmarks.part;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what a server does by itself. Each question costs the server some of the time that is measured. */
final class Waiting {

    private static final long LIMIT = TimeUnit.HOURS.toNanos(2);
    /** For what is soon there. */
    static final Duration SHORT = Duration.ofMillis(20);
    /** For what takes a while, and tells itself when it came: the longer it has taken, the longer it may still take. */
    static final Duration LONG = Duration.ofMillis(500);

    private static final Duration LONGEST = Duration.ofSeconds(5);
    private static final int SHARE = 4;

    private Waiting() {}

    static void until(String what, Duration pause, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            long waited = System.nanoTime() - start;
            if (waited > LIMIT) {
                throw new IllegalStateException("in vain: " + what);
            }
            LockSupport.parkNanos(pause.equals(LONG) ? growing(waited) : pause.toNanos());
        }
    }

    private static long growing(long waited) {
        return Math.max(LONG.toNanos(), Math.min(LONGEST.toNanos(), waited / SHARE));
    }
}
