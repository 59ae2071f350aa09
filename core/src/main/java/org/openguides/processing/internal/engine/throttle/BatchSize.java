package org.openguides.processing.internal.engine.throttle;

/**
 * How many assets the next commit holds. Conflicts halve it, down to a single asset, as they lose work; slow commits halve it
 * down to a tenth of the largest, as they hold up others. It grows back with commits that are neither, and begins with a tenth
 * when others begin to write. Not safe for use by many threads.
 */
final class BatchSize {

    private static final int STEPS = 10;

    private final int largest;
    private final int step;
    private int size;
    /** Whether others wrote when the size was last asked for. */
    private boolean beside;

    /** Begins with the largest. */
    BatchSize(int largest) {
        this.largest = largest;
        this.step = Math.max(1, largest / STEPS);
        this.size = largest;
    }

    /**
     * The number of assets, at least 1.
     *
     * @param written whether others write: who has just come should not have to wait for four commits until they are small
     */
    int get(boolean written) {
        if (written && !beside) {
            size = Math.min(size, step);
        }
        beside = written;
        return size;
    }

    /** Whether a commit of so many assets is as small as slow commits can make it. */
    boolean isSmall(long assets) {
        return assets <= step;
    }

    /** Takes note of a commit of so many assets; small ones say nothing of large ones, unless they were slow. */
    void saved(long assets, boolean slow) {
        if (slow && size > step) {
            size = Math.max(step, size / 2);
        } else if (assets >= size) {
            // where no commit is quick, those of less than a tenth cost more than they spare anybody
            size = slow ? Math.min(step, size + 1) : Math.min(largest, size + step);
        }
    }

    /** Takes note of a conflict with another session. */
    void conflicted() {
        size = Math.max(1, size / 2);
    }
}
