package org.openguides.processing.api;

import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/** The progress of the walk that selects the assets of a run. Immutable. */
@ProviderType
public final class Selection {

    /** The selection of a run whose walk has not started. */
    public static final Selection WAITING = new Selection(State.WAITING, 0);

    private final State state;
    private final long found;

    /** The state of the walk. */
    public enum State {
        /** The walk has not started. */
        WAITING,
        /** The walk is in progress; more assets may be found. */
        WALKING,
        /** All assets of the run have been found. */
        COMPLETE,
        /** The run ended before all assets were found. */
        FAILED
    }

    public Selection(State state, long found) {
        this.state = state;
        this.found = found;
    }

    /** Returns the state of the walk. */
    public State state() {
        return state;
    }

    /** Returns the number of assets selected so far. */
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
