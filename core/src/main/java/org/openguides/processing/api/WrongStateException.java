package org.openguides.processing.api;

import org.osgi.annotation.versioning.ProviderType;

/** What is asked of a run cannot be done in the state that it is in. */
@ProviderType
public final class WrongStateException extends Exception {

    private final RunState state;

    public WrongStateException(RunState state) {
        super("the run is " + state);
        this.state = state;
    }

    /** The state that the run is in. */
    public RunState state() {
        return state;
    }
}
