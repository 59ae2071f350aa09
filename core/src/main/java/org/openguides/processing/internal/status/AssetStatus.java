package org.openguides.processing.internal.status;

/** Processing status of an asset. */
public enum AssetStatus {
    /** Never processed, or changed since it was last processed. */
    PENDING,
    /** A run that has not ended is going to process it. */
    PROCESSING,
    /** Its present content was last processed successfully. */
    SUCCEEDED,
    /** Its present content failed when it was last processed, or the asset does not exist. */
    FAILED
}
