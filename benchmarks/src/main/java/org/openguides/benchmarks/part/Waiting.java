package org.openguides.benchmarks.part;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waits for what a server does by itself. */
final class Waiting {

    private static final long LIMIT = TimeUnit.HOURS.toNanos(2);
    private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(100);

    private Waiting() {}

    static void until(String what, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - start > LIMIT) {
                throw new IllegalStateException("in vain: " + what);
            }
            LockSupport.parkNanos(PAUSE);
        }
    }
}
