package org.openguides.processing.api;

import org.osgi.annotation.versioning.ProviderType;

/** An operation is not allowed in the current state of a run. */
@ProviderType
public final class WrongStateException extends Exception {

    private final RunState state;

    public WrongStateException(RunState state) {
        super("the run is " + state);
        this.state = state;
    }

    /** Returns the current state of the run. */
    public RunState state() {
        return state;
    }
}
