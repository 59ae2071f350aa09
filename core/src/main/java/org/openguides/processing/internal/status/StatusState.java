package org.openguides.processing.internal.status;

/** Where a status job stands. */
public enum StatusState {
    /** Accepted; nobody works on it yet. */
    QUEUED,
    /** Its rows are being computed. */
    COMPUTING,
    /** Ended: all rows are there. */
    SUCCEEDED,
    /** Ended: it could not be computed. */
    FAILED;

    /** Whether nothing will change any more. */
    public boolean isEnded() {
        return this == SUCCEEDED || this == FAILED;
    }
}
