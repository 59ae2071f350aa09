package org.openguides.processing.internal.foreground;

/** Knows whether anybody waits for this node. Safe for use by many threads. */
@FunctionalInterface
public interface Foreground {

    /** Foreground in which nobody ever waits. */
    Foreground QUIET = () -> false;

    /** Whether somebody waits for the answer to a request now. */
    boolean isWaitedFor();
}
