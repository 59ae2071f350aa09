package org.openguides.processing.api;

/**
 * How many assets of a run have come to which end.
 *
 * @param succeeded assets processed without a failure; never negative
 * @param failed    assets that could not be processed; never negative
 * @param skipped   assets that were selected and then left out, with a reason in the log; never negative
 */
public record Counts(long succeeded, long failed, long skipped) {

    /** Nothing has been processed. */
    public static final Counts NONE = new Counts(0, 0, 0);

    /**
     * Takes what has been counted.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public Counts {
        if (succeeded < 0 || failed < 0 || skipped < 0) {
            throw new IllegalArgumentException("negative count: " + succeeded + ", " + failed + ", " + skipped);
        }
    }

    /** The number of assets that have an outcome. */
    public long total() {
        return succeeded + failed + skipped;
    }

    /** The sum of both. */
    public Counts plus(Counts other) {
        return new Counts(succeeded + other.succeeded, failed + other.failed, skipped + other.skipped);
    }
}
