package org.openguides.processing.internal.resolution;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Until when a request may work. Immutable. */
public final class Deadline {

    /** For work that no request waits for. */
    public static final Deadline NONE = new Deadline(() -> 0, Long.MAX_VALUE);

    private final LongSupplier nanos;
    private final long end;

    private Deadline(LongSupplier nanos, long end) {
        this.nanos = nanos;
        this.end = end;
    }

    /** A deadline so long from now. */
    public static Deadline in(Duration time) {
        return in(time, System::nanoTime);
    }

    /**
     * A deadline by another clock.
     *
     * @param nanos tells the time, from any point on, in nanoseconds
     */
    public static Deadline in(Duration time, LongSupplier nanos) {
        return new Deadline(nanos, nanos.getAsLong() + time.toNanos());
    }

    /** Whether the time is up. */
    public boolean isOver() {
        return left() <= 0;
    }

    /** The nanoseconds that are left; none or fewer once the time is up. */
    public long left() {
        return end - nanos.getAsLong();
    }

    /**
     * Ends the work once the time is up.
     *
     * @throws TooComplexException if it is
     */
    public void check() {
        if (isOver()) {
            throw new TooComplexException();
        }
    }
}
