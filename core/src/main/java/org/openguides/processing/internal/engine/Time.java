package org.openguides.processing.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * The two times of a process. Wall-clock time is for what other nodes and people read; it may jump. Durations inside the process
 * are measured with the monotonic time, which does not. Safe for use by many threads.
 */
public final class Time {

    private final Clock wall;
    private final LongSupplier nanos;

    private Time(Clock wall, LongSupplier nanos) {
        this.wall = wall;
        this.nanos = nanos;
    }

    /** The times of this process. */
    public static Time system() {
        return new Time(Clock.systemUTC(), System::nanoTime);
    }

    /**
     * Times from elsewhere.
     *
     * @param wall  tells the wall-clock time
     * @param nanos tells the monotonic time, in nanoseconds since any moment
     */
    public static Time of(Clock wall, LongSupplier nanos) {
        return new Time(wall, nanos);
    }

    /** The wall clock. */
    public Clock wall() {
        return wall;
    }

    /** The wall-clock time. */
    public Instant now() {
        return wall.instant();
    }

    /** The monotonic time, in nanoseconds since some moment. */
    public long nanos() {
        return nanos.getAsLong();
    }

    /** How long ago a monotonic time was. */
    public Duration since(long earlier) {
        return Duration.ofNanos(nanos() - earlier);
    }

    /** Whether more than some time has passed since a monotonic time. */
    public boolean isOver(long earlier, Duration limit) {
        return since(earlier).compareTo(limit) > 0;
    }
}
