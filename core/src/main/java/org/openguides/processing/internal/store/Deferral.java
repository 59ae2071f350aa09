package org.openguides.processing.internal.store;

/** Why an asset could not be processed when it was its turn, and is tried again later. Names are stored. */
public enum Deferral {
    /** Its original, or that of a file that it refers to, cannot be read. */
    CONTENT_UNREACHABLE,
    /** AEM has not done with it yet. */
    PROCESSING,
    /** A user has checked it out. */
    CHECKED_OUT,
    /** It is locked. */
    LOCKED,
    /** It is versioned and checked in: nothing can be written to it. */
    CHECKED_IN,
    /** Others have changed it at the same time, or what another version of this bundle has noted. */
    CHANGED
}
