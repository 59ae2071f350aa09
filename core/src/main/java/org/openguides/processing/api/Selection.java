package org.openguides.processing.api;

/**
 * How far the walk that finds a run's assets has come.
 *
 * @param state whether it waits, goes on, is complete, or could not go on
 * @param found number of assets selected so far
 */
public record Selection(State state, long found) {

    /** The walk has not begun. */
    public static final Selection WAITING = new Selection(State.WAITING, 0);

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
}
