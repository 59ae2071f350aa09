package org.openguides.processing.api;

/** What can happen to a run; see {@link RunState#after(RunEvent)}. */
public enum RunEvent {
    /** A coordinator begins to work on it. */
    START,
    /** Another coordinator goes on with it, because the one before it has stopped or died. */
    TAKE_OVER,
    /** Every selected asset has an outcome. */
    SUCCEED,
    /** The run itself cannot go on. */
    FAIL,
    /** A user wants it to stop. */
    CANCEL,
    /** A user wants it to go on from its checkpoints. */
    RESUME
}
