package org.openguides.processing.api;

import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;

class RunStateTest {

    @ParameterizedTest
    @CsvSource({
        "QUEUED,    START,     RUNNING",
        "QUEUED,    FAIL,      FAILED",
        "QUEUED,    CANCEL,    CANCELLED",
        "RUNNING,   TAKE_OVER, RUNNING",
        "RUNNING,   SUCCEED,   SUCCEEDED",
        "RUNNING,   FAIL,      FAILED",
        "RUNNING,   CANCEL,    CANCELLED",
        "FAILED,    RESUME,    QUEUED",
        "CANCELLED, RESUME,    QUEUED",
    })
    void anEventLeadsToTheNextState(RunState state, RunEvent event, RunState next) {
        assertEquals(Optional.of(next), state.after(event));
    }

    @Test
    void otherEventsAreNotAllowed() {
        long transitions = 0;
        for (RunState state : RunState.values()) {
            for (RunEvent event : RunEvent.values()) {
                transitions += state.after(event).isPresent() ? 1 : 0;
            }
        }
        assertEquals(9, transitions);
    }

    @ParameterizedTest
    @EnumSource
    void aRunThatHasEndedCannotBeCancelled(RunState state) {
        assertEquals(state.isEnded(), state.after(RunEvent.CANCEL).isEmpty());
        assertEquals(state == RunState.FAILED || state == RunState.CANCELLED, state.isResumable());
    }
}
