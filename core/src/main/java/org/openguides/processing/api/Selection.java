package org.openguides.processing.api;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** How far the walk that finds a run's assets has come. Immutable. */
@ProviderType
public final class Selection {

    /** The walk has not begun. */
    public static final Selection WAITING = new Selection(State.WAITING, 0);

    private final State state;
    private final long found;

    /** Where the walk stands. */
    public enum State {
        /** It has not begun. */
        WAITING,
        /** It goes on; more assets may be found. */
        WALKING,
        /** Every asset that the run selects has been found. */
        COMPLETE,
        /** The run ended before every asset was found. */
        FAILED
    }

    public Selection(State state, long found) {
        this.state = state;
        this.found = found;
    }

    /** Whether the walk waits, goes on, is complete, or could not go on. */
    public State state() {
        return state;
    }

    /** Number of assets selected so far. */
    public long found() {
        return found;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Selection that && state == that.state && found == that.found;
    }

    @Override
    public int hashCode() {
        return Objects.hash(state, found);
    }

    @Override
    public String toString() {
        return state + ", found=" + found;
    }
}
