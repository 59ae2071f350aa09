package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;

/** The activity of users on this node. Safe for use by multiple threads. */
public interface Foreground {

    /** Foreground of a node without requests and authors. */
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
        public boolean hasActiveAuthors() {
            return false;
        }
    };

    /** Returns whether no request is open and none was a moment ago, when another one may follow. */
    boolean isIdle();

    /**
     * Waits until the node is idle; returns at once if it is. Returns early if the thread is interrupted, and keeps the
     * interrupt flag.
     *
     * @param most maximum time to wait
     * @return whether the node is idle
     */
    boolean awaitIdle(Duration most);

    /** Returns whether an author has recently changed content through this node, and so may do so again soon. */
    boolean hasActiveAuthors();
}
