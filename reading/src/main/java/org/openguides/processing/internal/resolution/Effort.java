package org.openguides.processing.internal.resolution;

/** Counts the steps of a search, and ends it with its deadline. For one thread. */
final class Effort {

    /** How many steps are made between two looks at the clock. */
    private static final int UNWATCHED = 256;

    private final Deadline deadline;
    private long steps;

    Effort(Deadline deadline) {
        this.deadline = deadline;
    }

    /**
     * Notes a step, which takes a bounded time.
     *
     * @throws org.openguides.processing.internal.resolution.TooComplexException if the time is up
     */
    void step() {
        if (++steps % UNWATCHED == 0) {
            deadline.check();
        }
    }

    /** How many there were. */
    long steps() {
        return steps;
    }
}
