package org.openguides.processing.internal.engine.supervision;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

/**
 * The work units that workers of this node hold, so that the node does not take over from itself. A job that is refused
 * because of that is not lost: its work unit may have become ready again while the worker had not returned yet, and the
 * coordinator sends another job only after a lease. Safe for use by multiple threads.
 */
public final class LocalWork {

    private final Map<String, Hold> holds = new ConcurrentHashMap<>();

    /** Holds a work unit; empty if another worker of this node holds it, which learns that it was asked for. */
    public Optional<Hold> hold(String work) {
        Hold mine = new Hold(work);
        Hold present = holds.compute(work, (same, other) -> other == null ? mine : other.refused());
        return present == mine ? Optional.of(mine) : Optional.empty();
    }

    /** Tells the holder of a work unit that it was asked for; returns false if no worker of this node holds it. */
    public boolean ask(String work) {
        return holds.computeIfPresent(work, (same, present) -> present.refused()) != null;
    }

    /** A worker's hold of a work unit. */
    public final class Hold implements AutoCloseable {

        private final String work;
        /** Whether a job was refused; only accessed while the map locks the entry. */
        private boolean askedFor;

        private Hold(String work) {
            this.work = work;
        }

        private Hold refused() {
            askedFor = true;
            return this;
        }

        /** Returns whether a job was refused since the last call; if not, the hold ends. */
        public boolean isAskedForAgain() {
            return holds.computeIfPresent(work, (same, present) -> present == this ? orEnd() : present) == this;
        }

        private @Nullable Hold orEnd() {
            boolean again = askedFor;
            askedFor = false;
            return again ? this : null;
        }

        /** Ends the hold, if it has not ended. */
        @Override
        public void close() {
            holds.remove(work, this);
        }
    }
}
