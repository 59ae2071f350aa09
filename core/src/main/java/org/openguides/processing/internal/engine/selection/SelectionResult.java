package org.openguides.processing.internal.engine.selection;

/** How a worker's part of a selection has ended. */
public enum SelectionResult {
    /** All assets have been selected. */
    DONE,
    /**
     * The work was released: the run was cancelled, it is another run's turn, or this node failed. The coordinator decides
     * how to continue.
     */
    RELEASED,
    /** The engine shuts down; the selection has to be queued again. */
    INTERRUPTED,
    /** Another worker owns the selection, or there is nothing to select. */
    NOT_MINE
}
