package org.openguides.processing.internal.engine;

import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.internal.engine.supervision.Lease;
import org.openguides.processing.internal.engine.supervision.Progress;
import org.openguides.processing.internal.engine.supervision.Supervised;
import org.openguides.processing.internal.engine.supervision.Supervisor;
import org.openguides.processing.internal.engine.supervision.WorkerThreads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A supervisor and its worker. */
@Timeout(value = 120, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SupervisorTest {

    private final TestEngine engine = new TestEngine();

    @AfterEach
    void end() {
        engine.oak.close();
    }

    /** Otherwise it would not notice that the process is suspended between the two. */
    @Test
    void theSupervisorLooksAtTheClockBeforeTheWorkerBegins() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean first = new AtomicBoolean();
        Supervised work = new Work();
        engine.clock.whenNanosAsked(() -> {
            try {
                first.set(!begun.await(300, TimeUnit.MILLISECONDS));
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });

        Supervisor.Outcome<String> outcome = new Supervisor(engine.node(), new WorkerThreads(1))
                .await("worker", work, () -> {
                    begun.countDown();
                    return "done";
                });

        assertEquals("done", outcome.result());
        assertTrue(first.get(), "the worker had begun");
    }

    /** Oak throws unchecked exceptions, too. */
    @Test
    void anErrorWhileAWorkerIsCheckedDoesNotEndItsSupervision() throws Exception {
        Work work = new Work();
        work.check = () -> {
            throw new IllegalStateException("the store is away");
        };

        Supervisor.Outcome<String> outcome = new Supervisor(engine.node(), new WorkerThreads(1))
                .await("worker", work, () -> {
                    Awaitility.await().until(() -> work.checks.get() > 3);
                    return "done";
                });

        assertEquals("done", outcome.result());
    }

    /** Whichever reading of the clock the worker goes on at: a check that abandons a worker has some. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3})
    void anAssetIsNotBlamedForTheOneBefore(int reading) throws Exception {
        Work work = new Work();
        AtomicInteger left = new AtomicInteger(reading);
        CountDownLatch begun = new CountDownLatch(1);
        Instant over = engine.clock.instant().plus(engine.assetTime);
        work.check = () -> {
            if (begun.getCount() == 0 && !engine.clock.instant().isAfter(over)) {
                engine.clock.forward(Duration.ofSeconds(1));
            }
        };
        Thread supervisor = Thread.currentThread();
        eachTimeThatTheClockIsRead(() -> {
            if (Thread.currentThread() == supervisor
                    && engine.clock.instant().isAfter(over)
                    && left.getAndDecrement() == 0) {
                work.progress.process("/content/dam/b.dita");
                work.checks.set(0);
            }
        });

        Supervisor.Outcome<String> outcome = new Supervisor(engine.node(), new WorkerThreads(1))
                .await("worker", work, () -> {
                    work.progress.process("/content/dam/a.dita");
                    begun.countDown();
                    Awaitility.await().until(() -> left.get() < 0 && work.checks.get() > 3);
                    return "done";
                });

        assertNull(outcome.abandonReason());
        assertEquals("done", outcome.result());
    }

    /** The heartbeats of a hanging worker must not look like those of an active one. */
    @Test
    void aWorkerThatHangsGetsNoHeartbeatsEvenIfItCannotBeAbandoned() throws Exception {
        Work work = new Work();
        work.refusal = new RepositoryException("the store is away");
        CountDownLatch done = new CountDownLatch(1);
        AtomicInteger most = new AtomicInteger();
        work.check = () -> {
            if (work.checks.get() < 60) {
                engine.clock.forward(Duration.ofSeconds(1));
            } else if (work.checks.get() > 65) {
                done.countDown();
            }
            int lookUps = work.lookUps.getAndSet(0);
            if (work.checks.get() > 60) {
                most.accumulateAndGet(lookUps, Math::max);
            }
        };

        Supervisor.Outcome<String> outcome = new Supervisor(engine.node(), new WorkerThreads(1))
                .await("worker", work, () -> {
                    work.progress.process("/content/dam/a.dita");
                    done.await();
                    return "done";
                });

        assertEquals("done", outcome.result());
        assertEquals(1, most.get(), "one look-up to abandon it, none for a heartbeat");
    }

    private void eachTimeThatTheClockIsRead(Runnable event) {
        engine.clock.whenNanosAsked(() -> {
            event.run();
            eachTimeThatTheClockIsRead(event);
        });
    }

    /** Work that is needed until its end. */
    private final class Work implements Supervised {

        private final Progress progress = new Progress(engine.clock.time());
        private final AtomicInteger lookUps = new AtomicInteger();
        private volatile RepositoryException refusal = new PathNotFoundException("nothing is written");
        private final Lease lease = new Lease(
                session -> {
                    lookUps.incrementAndGet();
                    throw refusal;
                },
                engine.node().ownership().owner(),
                Duration.ZERO,
                engine.clock.time());
        private final AtomicInteger checks = new AtomicInteger();
        private volatile Runnable check = () -> {};

        @Override
        public Progress progress() {
            return progress;
        }

        @Override
        public Lease lease() {
            return lease;
        }

        @Override
        public boolean isWanted(Session session) {
            checks.incrementAndGet();
            check.run();
            return true;
        }

        @Override
        public void hurry() {
            throw new UnsupportedOperationException("it is needed");
        }

        @Override
        public void stop() {
            throw new UnsupportedOperationException("the engine does not stop");
        }
    }
}
