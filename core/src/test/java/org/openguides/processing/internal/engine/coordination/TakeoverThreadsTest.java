package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.engine.Wakeups;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

class TakeoverThreadsTest {

    private final Wakeups wakeups = new Wakeups();
    private final TakeoverThreads underTest = TakeoverThreads.start(wakeups);

    @AfterEach
    void end() {
        underTest.close();
    }

    @Test
    void wakesTheRunWhenATaskHasSucceeded() throws Exception {
        Future<Integer> task = underTest.begin("one", () -> 1);

        assertEquals(Set.of("one"), wakeups.await(Duration.ofMinutes(1)));
        assertEquals(1, TakeoverThreads.result(task));
    }

    /** It would be repeated at once, again and again. */
    @Test
    void doesNotWakeTheRunWhenATaskHasFailed() {
        RepositoryException failure = new RepositoryException("failed on purpose");
        Future<Integer> task = underTest.begin("one", () -> {
            throw failure;
        });
        Awaitility.await().until(task::isDone);

        assertSame(failure, assertThrows(RepositoryException.class, () -> TakeoverThreads.result(task)));
        assertEquals(Set.of(), wakeups.await(Duration.ZERO));
    }

    @Test
    void passesUncheckedExceptionsOn() {
        Future<Integer> task = underTest.begin("one", () -> {
            throw new IllegalStateException("failed on purpose");
        });

        assertThrows(IllegalStateException.class, () -> TakeoverThreads.result(task));
    }

    @Test
    void noTaskWaitsForAnother() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        for (int i = 0; i < 20; i++) {
            underTest.begin("waits", () -> {
                end.await();
                return 0;
            });
        }

        assertEquals(1, TakeoverThreads.result(underTest.begin("one", () -> 1)));
        end.countDown();
    }

    @Test
    void beginsNothingAfterItsEnd() {
        underTest.close();

        Future<Integer> task = underTest.begin("one", () -> 1);

        assertFalse(task.isDone());
    }
}
