package org.openguides.processing.internal.foreground;

import java.time.Duration;

/** Knows whether anybody uses this node. Safe for use by many threads. */
public interface Foreground {

    /** Foreground in which nobody ever waits or writes. */
    Foreground QUIET = new Foreground() {
        @Override
        public boolean awaitIdle(Duration most) {
            return true;
        }

        @Override
        public boolean isWrittenTo() {
            return false;
        }
    };

    /**
     * Waits until nobody waits for the answer to a request, and nobody has done so a moment ago, as he may ask the next thing;
     * not at all if that is so already. A thread that is interrupted waits no longer, and stays interrupted.
     *
     * @param most returns after this time in any case
     * @return whether nobody waits now
     */
    boolean awaitIdle(Duration most);

    /** Whether somebody has changed content through this node lately, and so may be about to do it again. */
    boolean isWrittenTo();
}
