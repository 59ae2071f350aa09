package org.openguides.processing.api;

/** The phase of a run. */
public enum RunPhase {
    /** No coordinator has started the run, or it may not start yet. */
    WAITING,
    /** Assets are being selected, while workers may already process. */
    SELECTING,
    /** All assets are selected and are being processed one by one. */
    PROCESSING,
    /** All assets have an outcome; results that depend on other assets are being written. */
    LINKING,
    /** The run has ended. */
    ENDED
}
