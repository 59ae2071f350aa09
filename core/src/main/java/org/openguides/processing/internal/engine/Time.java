package org.openguides.processing.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The clocks of the process. Wall-clock time is for what other nodes and people read; it may jump. Durations within the
 * process are measured with the monotonic clock, which does not. Safe for use by multiple threads.
 */
public final class Time {

    private final Clock wall;
    private final LongSupplier nanos;

    private Time(Clock wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
    }

    /** Returns the system clocks. */
    public static Time system() {
        return new Time(Clock.systemUTC(), System::nanoTime);
    }

    /**
     * Returns the given clocks.
     *
     * @param wall  the wall clock
     * @param nanos the monotonic clock, in nanoseconds since an arbitrary moment
     */
    public static Time of(Clock wall, LongSupplier nanos) {
        return new Time(wall, nanos);
    }

    /** Returns the wall clock. */
    public Clock wall() {
        return wall;
    }

    /** Returns the wall-clock time. */
    public Instant now() {
        return wall.instant();
    }

    /** Returns the monotonic time, in nanoseconds since an arbitrary moment. */
    public long nanos() {
        return nanos.getAsLong();
    }

    /** Returns the time that has elapsed since a monotonic time. */
    public Duration since(long earlier) {
        return Duration.ofNanos(nanos() - earlier);
    }

    /** Returns whether more than the given time has elapsed since a monotonic time. */
    public boolean isOver(long earlier, Duration limit) {
        return since(earlier).compareTo(limit) > 0;
    }
}
