package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;

/** Knows whether users work with this node. Safe for use by many threads. */
public interface Foreground {

    /** Foreground of a node that has no requests and no authors. */
    Foreground QUIET = new Foreground() {
        @Override
        public boolean isIdle() {
            return true;
        }

        @Override
        public boolean awaitIdle(Duration most) {
            return true;
        }

        @Override
        public boolean isWrittenTo() {
            return false;
        }
    };

    /** Whether no request of a user waits for its answer, and none has done so a moment ago: the next one may follow. */
    boolean isIdle();

    /**
     * Waits until the node is idle; not at all if it is so already. An interrupted thread waits no longer, and stays interrupted.
     *
     * @param most returns after this time in any case
     * @return whether the node is idle now
     */
    boolean awaitIdle(Duration most);

    /** Whether an author has changed content through this node lately, and so may be about to do it again. */
    boolean isWrittenTo();
}
