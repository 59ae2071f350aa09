package org.openguides.processing.internal.status;

/** How the processing of one asset stands. */
public enum AssetStatus {
    /** Never processed, or changed since. */
    PENDING,
    /** A run that has not ended has yet to process it. */
    PROCESSING,
    /** The last processing of its present content succeeded. */
    SUCCEEDED,
    /** The last processing of its present content failed; or there is no such asset. */
    FAILED
}
