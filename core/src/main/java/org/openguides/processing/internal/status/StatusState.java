package org.openguides.processing.internal.status;

/** State of a status job. */
public enum StatusState {
    /** Accepted, and not acquired by a worker yet. */
    QUEUED,
    /** Its rows are being computed. */
    COMPUTING,
    /** Ended: all rows have been computed. */
    SUCCEEDED,
    /** Ended: the rows could not be computed. */
    FAILED;

    /** Returns whether the state is final. */
    public boolean isEnded() {
        return this == SUCCEEDED || this == FAILED;
    }
}
