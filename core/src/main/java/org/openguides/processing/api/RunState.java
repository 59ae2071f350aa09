package org.openguides.processing.api;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** Where a run stands. The table in this enum is the only place that says what may follow what. */
public enum RunState {
    /** Accepted; no coordinator has taken it yet. */
    QUEUED,
    /** A coordinator selects or processes. */
    RUNNING,
    /** Ended: every selected asset has an outcome, be it a failure. */
    SUCCEEDED,
    /** Ended: the run itself could not go on. */
    FAILED,
    /** Ended: a user stopped it. */
    CANCELLED;

    private static final Map<RunState, Map<RunEvent, RunState>> TABLE = table();

    /**
     * The state that follows.
     *
     * @return empty if the event cannot happen in this state
     */
    public Optional<RunState> after(RunEvent event) {
        return Optional.ofNullable(TABLE.getOrDefault(this, Map.of()).get(event));
    }

    /** Whether nobody works on the run any more. */
    public boolean isEnded() {
        return after(RunEvent.CANCEL).isEmpty();
    }

    /** Whether the run may go on from its checkpoints. */
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
