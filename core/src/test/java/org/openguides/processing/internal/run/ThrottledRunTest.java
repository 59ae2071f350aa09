package org.openguides.processing.internal.run;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.foreground.Foreground;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class ThrottledRunTest {

    private static final Throttle ASLEEP =
            new Throttle(Duration.ofDays(1), 100, 100, Duration.ofSeconds(1), Duration.ofSeconds(1));

    private final TestEngine engine = new TestEngine();

    @BeforeEach
    void content() {
        engine.files(20);
        engine.throttle = () -> ASLEEP;
    }

    @AfterEach
    void close() {
        engine.oak.close();
    }

    /** It rests after the first batch, for a day if nobody disturbs it. */
    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aRunThatRestsCanBeCancelled() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        engine.whenProcessed(3, () -> engine.cancel(id, "writer"));

        engine.coordinate(id);

        assertEquals(RunState.CANCELLED, engine.run(id).state());
        assertEquals(4, engine.processed.size());
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aRunThatRestsGoesOnAsSoonAsTheThrottleIsOpened() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        AtomicInteger asked = new AtomicInteger();
        engine.throttle = () -> asked.getAndIncrement() < 4 ? ASLEEP : Throttle.OPEN;

        engine.coordinate(id);

        assertEquals(RunState.SUCCEEDED, engine.run(id).state());
    }

    @Test
    @Timeout(value = 60, threadMode = ThreadMode.SEPARATE_THREAD)
    void aRunThatRestsLeavesWhenTheSystemStops() throws Exception {
        String id = engine.start(engine.request("/content/dam"));
        engine.stopAfter = 4;

        assertEquals(Coordinator.Result.INTERRUPTED, engine.coordinate(id));
    }

    @Test
    void workersLookWhetherAnybodyWaitsAfterEachAssetAndBeforeEachCommit() throws Exception {
        engine.throttle = () -> Throttle.OPEN;
        AtomicInteger looks = new AtomicInteger();
        engine.foreground = new Foreground() {
            @Override
            public void awaitIdle(Duration most) {
                looks.incrementAndGet();
            }

            @Override
            public boolean isWrittenTo() {
                return false;
            }
        };

        engine.coordinate(engine.start(engine.request("/content/dam")));

        int commits = 6 + 2; // two partitions of ten assets, four in a batch, twelve where they are linked
        assertEquals(
                2 * 20 + 2 * commits,
                looks.get(),
                "of both processing and linking; for what is done, and for what comes");
    }

    @Test
    void aBatchThatHasBegunIsSavedAsSoonAsSomebodyWrites() throws Exception {
        engine.throttle = () -> Throttle.OPEN;
        AtomicBoolean written = new AtomicBoolean();
        engine.foreground = new Foreground() {
            @Override
            public void awaitIdle(Duration most) {
                // nobody waits
            }

            @Override
            public boolean isWrittenTo() {
                return written.get();
            }
        };
        engine.whenProcessed(2, () -> written.set(true));
        engine.whenProcessed(3, TestEngine::crash);
        String id = engine.start(engine.request("/content/dam"));

        assertThrows(Crash.class, () -> engine.coordinate(id));

        assertEquals(3, engine.node(id).partition("p00001").orElseThrow().position());
    }
}
