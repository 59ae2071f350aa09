package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

/** The platform may interrupt the threads of its jobs to stop them. An interrupted thread must not use Oak. */
@Timeout(60)
class InterruptedThreadTest {

    private final TestEngine engine = new TestEngine();
    private volatile boolean leftInterrupted;

    @AfterEach
    void close() {
        engine.oak.close();
    }

    /** Work that may fail. */
    private interface Work<T> {
        T result() throws RepositoryException;
    }

    @Test
    void aWorkerCommitsWhatItHasAndGivesThePartitionBack() throws Exception {
        String id = aRunningRunOf(10);
        CountDownLatch inHand = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        engine.whenProcessed(5, () -> {
            inHand.countDown();
            awaitLatch(goOn);
        });
        CompletableFuture<PartitionWorker.Result> result = new CompletableFuture<>();
        Thread job = inThread(result, () -> engine.partitions().work(id, "p00001", () -> false));
        inHand.await();

        job.interrupt();
        await().until(() -> !job.isInterrupted());
        engine.clock.awaitAsked(1); // by the next check, after it has asked the worker to stop
        goOn.countDown();

        assertEquals(PartitionWorker.Result.INTERRUPTED, result.join());
        assertFalse(leftInterrupted);
        PartitionNode partition = engine.node(id).partition("p00001").orElseThrow();
        assertEquals(6, partition.position());
        assertEquals(PartitionNode.State.READY, partition.state());
        assertEquals(6, engine.processed.size(), "nothing goes on in the background");
    }

    private String aRunningRunOf(int files) throws Exception {
        engine.files(files);
        String id = engine.start(engine.request("/content/dam"));
        Session session = engine.session();
        RunNode run = RunStore.find(session, id).orElseThrow();
        run.apply(RunEvent.START, engine.clock.instant(), "");
        run.seal(1, IntStream.range(0, files).mapToObj(TestEngine::file).toList());
        session.save();
        return id;
    }

    private static void awaitLatch(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> Thread inThread(CompletableFuture<T> result, Work<T> work) {
        Thread thread = new Thread(() -> {
            try {
                T value = work.result();
                leftInterrupted = Thread.currentThread().isInterrupted();
                result.complete(value);
            } catch (RepositoryException e) {
                result.completeExceptionally(e);
            }
        });
        thread.start();
        return thread;
    }
}
