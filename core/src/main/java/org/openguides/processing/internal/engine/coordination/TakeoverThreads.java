package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.openguides.processing.internal.engine.Wakeups;

/**
 * The threads in which this node acquires runs, and takes work units from dead owners. If the last commits of a dead
 * node are not visible yet, Oak lets a conflicting commit of another node wait for them: until it has recovered the dead
 * node, which takes up to two minutes. The coordinator's thread must not wait that long, since it serves all runs. There
 * are about as many threads as the dead node had runs and workers. Safe for use by multiple threads.
 */
public final class TakeoverThreads implements AutoCloseable {

    private static final String NAME = "openguides-takeover-";
    private static final long IDLE_SECONDS = 10;

    private final Wakeups wakeups;
    private final Executor executor;
    private final Runnable close;

    private TakeoverThreads(Wakeups wakeups, Executor executor, Runnable close) {
        this.wakeups = wakeups;
        this.executor = executor;
        this.close = close;
    }

    /**
     * Creates the threads as they are needed.
     *
     * @param wakeups signalled when a task has succeeded
     */
    public static TakeoverThreads start(Wakeups wakeups) {
        AtomicInteger count = new AtomicInteger();
        ThreadPoolExecutor pool = new ThreadPoolExecutor(
                0,
                Integer.MAX_VALUE,
                IDLE_SECONDS,
                TimeUnit.SECONDS,
                new SynchronousQueue<>(),
                task -> {
                    Thread thread = new Thread(task, NAME + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        return new TakeoverThreads(wakeups, pool, pool::shutdown);
    }

    /**
     * Leaves the tasks to an executor.
     *
     * @param wakeups signalled when a task has succeeded
     */
    public static TakeoverThreads of(Wakeups wakeups, Executor executor) {
        return new TakeoverThreads(wakeups, executor, () -> {});
    }

    /**
     * Begins a task; does nothing after {@link #close()}.
     *
     * @param runId the run to wake when it has succeeded; a failure is found by polling, so that it is not repeated at
     *              once
     */
    <T> Future<T> begin(String runId, Callable<T> task) {
        FutureTask<T> future = new FutureTask<>(task) {
            @Override
            protected void set(T value) {
                super.set(value);
                wakeups.signal(runId);
            }
        };
        executor.execute(future);
        return future;
    }

    /**
     * Returns the result of a task that has ended.
     *
     * @throws RepositoryException if it ended with this or another checked exception; unchecked ones are passed on
     */
    static <T> T result(Future<T> ended) throws RepositoryException {
        try {
            return ended.get();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException unchecked) {
                throw unchecked;
            } else if (cause instanceof Error error) {
                throw error;
            }
            throw cause instanceof RepositoryException failure ? failure : new RepositoryException(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RepositoryException(e);
        }
    }

    /** Begins no other task; does not interrupt those that wait, since an interrupt can close the Oak repository. */
    @Override
    public void close() {
        close.run();
    }
}
