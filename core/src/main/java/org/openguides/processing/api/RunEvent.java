package org.openguides.processing.api;

/** Events in the life of a run; see {@link RunState#after(RunEvent)}. */
public enum RunEvent {
    /** A coordinator starts to work on the run. */
    START,
    /** Another coordinator takes over, since the previous one has stopped or died. */
    TAKE_OVER,
    /** Every selected asset has an outcome. */
    SUCCEED,
    /** The run itself cannot continue. */
    FAIL,
    /** A user cancels the run. */
    CANCEL,
    /** A user resumes the run from its checkpoints. */
    RESUME
}
