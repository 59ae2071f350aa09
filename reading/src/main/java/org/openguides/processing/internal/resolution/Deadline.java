package org.openguides.processing.internal.resolution;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Time limit of a request. Immutable. */
public final class Deadline {

    /** No limit, for work outside requests. */
    public static final Deadline NONE = new Deadline(() -> 0, Long.MAX_VALUE);

    private final LongSupplier nanos;
    private final long end;

    private Deadline(LongSupplier nanos, long end) {
        this.nanos = nanos;
        this.end = end;
    }

    /** Returns a deadline at the given time from now. */
    public static Deadline in(Duration time) {
        return in(time, System::nanoTime);
    }

    /**
     * Returns a deadline measured with another clock.
     *
     * @param nanos monotonic clock in nanoseconds
     */
    public static Deadline in(Duration time, LongSupplier nanos) {
        return new Deadline(nanos, nanos.getAsLong() + time.toNanos());
    }

    /** Returns whether the deadline has passed. */
    public boolean isOver() {
        return left() <= 0;
    }

    /** Returns the remaining nanoseconds; zero or negative after the deadline. */
    public long left() {
        return end - nanos.getAsLong();
    }

    /**
     * Checks the deadline.
     *
     * @throws TooComplexException if it has passed
     */
    public void check() {
        if (isOver()) {
            throw new TooComplexException();
        }
    }
}
