package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(60)
class OpenRequestsTest {

    private static final Duration LONG = Duration.ofDays(1);

    private final OpenRequests underTest = new OpenRequests(Duration.ofNanos(1), LONG);

    @Test
    void aWorkerThatStepsAsideGoesOnWhenEveryRequestIsAnswered() throws Exception {
        OpenRequests.Open first = underTest.begin();
        OpenRequests.Open second = underTest.begin();
        Thread worker = new Thread(() -> underTest.awaitIdle(LONG));
        worker.start();
        Awaitility.await().until(() -> underTest.waiting() == 1);
        second.end();
        assertEquals(1, underTest.waiting());
        assertFalse(underTest.isIdle());
        first.end();
        worker.join();
        assertTrue(underTest.isIdle());
    }

    @Test
    void aClientThatHasBeenAnsweredMayAskTheNextThing() throws Exception {
        OpenRequests patient = new OpenRequests(LONG, LONG);
        assertTrue(patient.awaitIdle(LONG), "no request has come yet");
        patient.begin().end();
        Thread worker = new Thread(() -> patient.awaitIdle(LONG));
        worker.start();
        Awaitility.await().until(() -> patient.waiting() == 1);
        worker.interrupt();
        worker.join();
        assertFalse(patient.awaitIdle(Duration.ofMillis(5)));
    }

    @Test
    void aWorkerWaitsForNoLongerThanIsSaid() {
        underTest.begin();
        assertFalse(underTest.awaitIdle(Duration.ofMillis(5)));
    }

    /** An upload that takes hours waits for its bytes, not for commits. */
    @Test
    void aRequestThatIsOpenForLongDoesNotCount() {
        OpenRequests impatient = new OpenRequests(Duration.ofNanos(1), Duration.ofNanos(1));
        impatient.begin();
        assertTrue(impatient.awaitIdle(LONG));
        underTest.begin();
        assertFalse(underTest.isIdle());
    }

    @Test
    void aThreadThatIsInterruptedWaitsNoLongerAndStaysInterrupted() {
        underTest.begin();
        Thread.currentThread().interrupt();
        underTest.awaitIdle(LONG);
        assertTrue(Thread.interrupted());
    }
}
