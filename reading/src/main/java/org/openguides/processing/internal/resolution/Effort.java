package org.openguides.processing.internal.resolution;

/** Counts the steps of a search and enforces its deadline. For one thread. */
final class Effort {

    /** Number of steps between two checks of the clock. */
    private static final int UNWATCHED = 256;

    private final Deadline deadline;
    private long steps;

    Effort(Deadline deadline) {
        this.deadline = deadline;
    }

    /**
     * Counts a step, which takes a bounded time.
     *
     * @throws org.openguides.processing.internal.resolution.TooComplexException if the deadline has passed
     */
    void step() {
        if (++steps % UNWATCHED == 0) {
            deadline.check();
        }
    }

    /** Returns the number of steps. */
    long steps() {
        return steps;
    }
}
