package org.openguides.processing.internal.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.awaitility.Awaitility;

/** A clock that only advances explicitly. */
public final class TestClock extends Clock {

    private volatile Instant now = Instant.parse("2026-03-04T12:00:00Z");
    private volatile Duration run = Duration.ZERO;
    private final AtomicReference<TestEngine.Event> asked = new AtomicReference<>(() -> {});
    private final AtomicReference<TestEngine.Event> nanosAsked = new AtomicReference<>(() -> {});

    /** Advances the clock. */
    public synchronized void forward(Duration time) {
        now = now.plus(time);
        run = run.plus(time);
    }

    /** Sets the wall clock without advancing the monotonic clock. */
    public synchronized void jump(Duration by) {
        now = now.plus(by);
    }

    /** Returns the clocks of a process with this clock. */
    public Time time() {
        return Time.of(this, () -> {
            TestEngine.happen(nanosAsked.getAndSet(() -> {}));
            return run.toNanos();
        });
    }

    /** Fires an event once, before the next reading of the time. */
    public void whenAsked(TestEngine.Event event) {
        asked.set(event);
    }

    /** Fires an event once, before the next reading of the monotonic clock, by the thread that reads it. */
    public void whenNanosAsked(TestEngine.Event event) {
        nanosAsked.set(event);
    }

    /** Waits until others have read the time that often. */
    void awaitAsked(int times) {
        for (int i = 0; i < times; i++) {
            AtomicBoolean done = new AtomicBoolean();
            nanosAsked.set(() -> done.set(true));
            Awaitility.await().until(done::get);
        }
    }

    @Override
    public Instant instant() {
        TestEngine.happen(asked.getAndSet(() -> {}));
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
