package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;

/**
 * How much runs slow down in favour of users of the instance.
 *
 * @param pause       pause after each commit of a worker
 * @param workPercent share of time in which a worker works, from 1 to 100; it pauses for the rest
 * @param busyWorkPercent the same while users wait for responses or have recently changed content
 * @param slowSave    duration above which a commit is slow, so that the next batch is smaller
 * @param busySlowSave the same while an author changes content through this node
 * @param busySlowFactor a commit is slow only if it takes this many times the median of small commits of this node
 */
public record Throttle(
        Duration pause,
        int workPercent,
        int busyWorkPercent,
        Duration slowSave,
        Duration busySlowSave,
        int busySlowFactor) {

    public Throttle {
        if (pause.isNegative()) {
            throw new IllegalArgumentException("pauseMillis must not be negative: " + pause.toMillis() + " ms");
        }
        check(workPercent);
        check(busyWorkPercent);
        check(slowSave);
        check(busySlowSave);
        if (busySlowFactor < 1) {
            throw new IllegalArgumentException("busySlowCommitFactor must be at least 1: " + busySlowFactor);
        }
    }

    private static void check(Duration slow) {
        if (slow.isNegative() || slow.isZero()) {
            throw new IllegalArgumentException(
                    "slowCommitMillis and busySlowCommitMillis must be positive: " + slow.toMillis() + " ms");
        }
    }

    /** Returns whether workers never pause while the instance is idle. */
    boolean isOpen() {
        return pause.isZero() && workPercent == 100;
    }

    private static void check(int percent) {
        if (percent < 1 || percent > 100) {
            throw new IllegalArgumentException("workPercent and busyWorkPercent must be from 1 to 100: " + percent);
        }
    }
}
