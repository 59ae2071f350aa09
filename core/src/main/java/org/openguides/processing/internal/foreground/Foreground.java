package org.openguides.processing.internal.foreground;

/** Knows whether anybody uses this node. Safe for use by many threads. */
@FunctionalInterface
public interface Foreground {

    /** Foreground in which nobody ever waits. */
    Foreground QUIET = () -> false;

    /** Whether somebody waits for the answer to a request now. */
    boolean isWaitedFor();

    /** Whether somebody has changed content through this node lately, and so may be about to do it again. */
    default boolean isWrittenTo() {
        return false;
    }
}
