package org.openguides.processing.api;

/** The type of a run. */
public enum RunType {
    /** Processes assets. */
    PROCESS,
    /** Removes the results of processing from assets. */
    RESET
}
