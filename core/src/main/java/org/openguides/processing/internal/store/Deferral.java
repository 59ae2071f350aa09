package org.openguides.processing.internal.store;

/** Why an asset could not be processed and is retried later. The names are stored. */
public enum Deferral {
    /** Its original or a file that it refers to cannot be read. */
    CONTENT_UNREACHABLE,
    /** AEM is still processing it. */
    PROCESSING,
    /** A user has checked it out. */
    CHECKED_OUT,
    /** It is locked. */
    LOCKED,
    /** It is versioned and checked in, so it cannot be written. */
    CHECKED_IN,
    /**
     * Another session has changed it at the same time, or another version of this bundle has recorded an unknown
     * reason.
     */
    CHANGED
}
