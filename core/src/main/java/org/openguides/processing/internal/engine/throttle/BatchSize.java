package org.openguides.processing.internal.engine.throttle;

/**
 * Adaptive size of the next commit. A conflict halves it, down to a single asset, as its work is lost; a slow commit
 * halves it down to a tenth of the maximum, as it delays others. It grows with each commit that is neither, and
 * restarts at a tenth when others begin to write. Not thread-safe.
 */
final class BatchSize {

    private static final int STEPS = 10;

    private final int largest;
    private final int step;
    private int size;
    /** Whether others were writing at the last call. */
    private boolean beside;

    /** Creates a size that starts at the maximum. */
    BatchSize(int largest) {
        this.largest = largest;
        this.step = Math.max(1, largest / STEPS);
        this.size = largest;
    }

    /**
     * Returns the number of assets, at least 1.
     *
     * @param written whether others are writing; the size drops at once, so that a new author does not wait for several
     *                large commits
     */
    int get(boolean written) {
        if (written && !beside) {
            size = Math.min(size, step);
        }
        beside = written;
        return size;
    }

    /** Returns whether slow commits cannot make a commit of this size any smaller. */
    boolean isSmall(long assets) {
        return assets <= step;
    }

    /** Records a commit; a small one says nothing about large ones unless it was slow. */
    void saved(long assets, boolean slow) {
        if (slow && size > step) {
            size = Math.max(step, size / 2);
        } else if (assets >= size) {
            // where every commit is slow, batches below a tenth cost more than they help others
            size = slow ? Math.min(step, size + 1) : Math.min(largest, size + step);
        }
    }

    /** Records a conflict with another session. */
    void conflicted() {
        size = Math.max(1, size / 2);
    }
}
