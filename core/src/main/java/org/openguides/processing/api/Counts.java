package org.openguides.processing.api;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The number of assets of a run by outcome. Immutable. */
@ProviderType
public final class Counts {

    /** The counts of a run that has not processed anything. */
    public static final Counts NONE = new Counts(0, 0, 0);

    private final long succeeded;
    private final long failed;
    private final long skipped;

    /**
     * Creates counts.
     *
     * @throws IllegalArgumentException if a number is negative
     */
    public Counts(long succeeded, long failed, long skipped) {
        if (succeeded < 0 || failed < 0 || skipped < 0) {
            throw new IllegalArgumentException("negative count: " + succeeded + ", " + failed + ", " + skipped);
        }
        this.succeeded = succeeded;
        this.failed = failed;
        this.skipped = skipped;
    }

    /** Returns the number of assets that were processed without a failure; never negative. */
    public long succeeded() {
        return succeeded;
    }

    /** Returns the number of assets that could not be processed; never negative. */
    public long failed() {
        return failed;
    }

    /** Returns the number of assets that were selected and then skipped, with a reason in the log; never negative. */
    public long skipped() {
        return skipped;
    }

    /** Returns the number of assets that have an outcome. */
    public long total() {
        return succeeded + failed + skipped;
    }

    /** Returns the sum of both. */
    public Counts plus(Counts other) {
        return new Counts(succeeded + other.succeeded, failed + other.failed, skipped + other.skipped);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Counts that
                && succeeded == that.succeeded
                && failed == that.failed
                && skipped == that.skipped;
    }

    @Override
    public int hashCode() {
        return Objects.hash(succeeded, failed, skipped);
    }

    @Override
    public String toString() {
        return "succeeded=" + succeeded + ", failed=" + failed + ", skipped=" + skipped;
    }
}
