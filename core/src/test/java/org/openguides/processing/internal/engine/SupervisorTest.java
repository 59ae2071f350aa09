package org.openguides.processing.internal.engine;

import javax.jcr.Session;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.engine.supervision.Lease;
import org.openguides.processing.internal.engine.supervision.Progress;
import org.openguides.processing.internal.engine.supervision.Supervised;
import org.openguides.processing.internal.engine.supervision.Supervisor;
import org.openguides.processing.internal.engine.supervision.WorkerThreads;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A supervisor and its worker. */
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

    /** Work that is needed until its end. */
    private final class Work implements Supervised {

        private final Progress progress = new Progress(engine.clock.time());

        @Override
        public Progress progress() {
            return progress;
        }

        @Override
        public Lease lease() {
            throw new UnsupportedOperationException("nothing is written");
        }

        @Override
        public boolean isWanted(Session session) {
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
