package org.openguides.processing.internal.engine.supervision;

import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.engine.TestClock;
import org.openguides.processing.internal.engine.supervision.Progress.Phase;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/** The step of a worker, as its worker and its supervisor see it. */
class ProgressTest {

    private final TestClock clock = new TestClock();
    private final Progress underTest = new Progress(clock.time());

    /** Otherwise its commit would be judged by the limit of an asset. */
    @Test
    void aStepThatBeginsWhileTheClockIsRestartedStays() {
        underTest.process("/content/dam/a.dita");
        clock.whenNanosAsked(() -> underTest.enter(Phase.COMMITTING));

        underTest.restartClock();

        assertEquals(Phase.COMMITTING, underTest.present().phase());
        assertNull(underTest.present().asset());
    }
}
