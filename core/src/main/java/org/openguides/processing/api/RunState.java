package org.openguides.processing.api;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The state of a run. All transitions are defined by {@link #after}. */
public enum RunState {
    /** Accepted, but no coordinator has started it yet. */
    QUEUED,
    /** A coordinator selects or processes. */
    RUNNING,
    /** Ended: every selected asset has an outcome, possibly a failure. */
    SUCCEEDED,
    /** Ended: the run itself could not continue. */
    FAILED,
    /** Ended: a user cancelled it. */
    CANCELLED;

    private static final Map<RunState, Map<RunEvent, RunState>> TABLE = table();

    /**
     * Returns the state after an event.
     *
     * @return empty if the event is not allowed in this state
     */
    public Optional<RunState> after(RunEvent event) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(event));
    }

    /** Returns whether the run has ended. */
    public boolean isEnded() {
        return after(RunEvent.CANCEL).isEmpty();
    }

    /** Returns whether the run can be resumed from its checkpoints. */
    public boolean isResumable() {
        return after(RunEvent.RESUME).isPresent();
    }

    private static Map<RunState, Map<RunEvent, RunState>> table() {
        Map<RunState, Map<RunEvent, RunState>> table = new EnumMap<>(RunState.class);
        table.put(QUEUED, Map.of(RunEvent.START, RUNNING, RunEvent.FAIL, FAILED, RunEvent.CANCEL, CANCELLED));
        table.put(
                RUNNING,
                Map.of(
                        RunEvent.TAKE_OVER, RUNNING,
                        RunEvent.SUCCEED, SUCCEEDED,
                        RunEvent.FAIL, FAILED,
                        RunEvent.CANCEL, CANCELLED));
        table.put(SUCCEEDED, Map.of());
        table.put(FAILED, Map.of(RunEvent.RESUME, QUEUED));
        table.put(CANCELLED, Map.of(RunEvent.RESUME, QUEUED));
        return table;
    }
}
