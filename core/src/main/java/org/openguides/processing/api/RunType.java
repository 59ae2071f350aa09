package org.openguides.processing.api;

/** What a run does with its assets. */
public enum RunType {
    /** Processes them. */
    PROCESS,
    /** Removes what processing has left on them. */
    RESET
}
