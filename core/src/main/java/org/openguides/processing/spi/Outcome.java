package org.openguides.processing.spi;

/** The outcome of processing an asset. */
public enum Outcome {
    /**
     * The asset was processed, possibly with warnings; runs that leave out processed assets leave it out until it
     * changes.
     */
    SUCCEEDED,
    /** The asset could not be processed, because of its content or an error; the reason is stored with it. */
    FAILED,
    /** The asset was skipped for a reason in the log, which is not a failure; it counts as not processed. */
    SKIPPED
}
