package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;

/**
 * How far runs hold back for the users of the instance.
 *
 * @param pause       after each commit of a worker
 * @param workPercent share of the time in which a worker works, from 1 to 100; it rests for the rest
 * @param busyWorkPercent the same while users wait for answers to requests, or have changed content lately
 * @param slowSave    a commit that takes longer makes the next batch smaller
 * @param busySlowSave the same while an author changes content through this node
 * @param busySlowFactor but not before it takes so many times as long as half of the small commits of this node
 */
public record Throttle(
        Duration pause,
        int workPercent,
        int busyWorkPercent,
        Duration slowSave,
        Duration busySlowSave,
        int busySlowFactor) {

    /** Throttle that lets workers work all the time. */
    public static final Throttle OPEN =
            new Throttle(Duration.ZERO, 100, 100, Duration.ofSeconds(1), Duration.ofSeconds(1), 2);

    public Throttle {
        if (pause.isNegative()) {
            throw new IllegalArgumentException("a pause cannot be shorter than nothing: " + pause.toMillis() + " ms");
        }
        check(workPercent);
        check(busyWorkPercent);
        check(slowSave);
        check(busySlowSave);
        if (busySlowFactor < 1) {
            throw new IllegalArgumentException(
                    "a usual commit cannot be slow: the factor must be at least 1, but is " + busySlowFactor);
        }
    }

    private static void check(Duration slow) {
        if (slow.isNegative() || slow.isZero()) {
            throw new IllegalArgumentException(
                    "commits must have some time until they are slow: " + slow.toMillis() + " ms");
        }
    }

    /** Whether workers need not rest while no user needs the instance. */
    boolean isOpen() {
        return pause.isZero() && workPercent == 100;
    }

    private static void check(int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("the share of work must be 1 to 100 percent: " + percent);
        }
    }
}
