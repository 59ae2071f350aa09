package org.openguides.processing.spi;

/** How one asset came off. */
public enum Outcome {
    /** It was processed, be it with warnings; until it changes, runs that leave out processed assets leave it out. */
    SUCCEEDED,
    /** It could not be processed, as its content is at fault or something went wrong; the reason is kept with it. */
    FAILED,
    /** It was left alone for a reason that the log tells, which is no fault; it counts as not processed. */
    SKIPPED
}
