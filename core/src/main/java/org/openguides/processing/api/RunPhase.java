package org.openguides.processing.api;

/** What a run is doing. */
public enum RunPhase {
    /** No coordinator has it yet, or it may not begin yet. */
    WAITING,
    /** Assets are being selected, though workers already process. */
    SELECTING,
    /** All assets are selected, and processed one by one. */
    PROCESSING,
    /** All assets have an outcome; what depends on other assets is written to them. */
    LINKING,
    /** It has ended. */
    ENDED
}
