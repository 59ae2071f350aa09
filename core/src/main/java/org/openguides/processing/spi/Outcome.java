package org.openguides.processing.spi;

/** How one asset came off. */
public enum Outcome {
    SUCCEEDED,
    FAILED,
    SKIPPED
}
