package org.openguides.processing.internal.engine.supervision;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.openguides.processing.internal.log.ServerLog;
import org.slf4j.Logger;

/**
 * The worker threads of this node, each named after its work. A hanging thread is abandoned rather than interrupted,
 * since an interrupt can close the Oak repository. Too many abandoned threads keep the node from accepting work. Safe
 * for use by multiple threads.
 */
public final class WorkerThreads {

    /** Prefix of the names of worker threads. */
    public static final String NAME = "openguides-worker-";

    private static final Logger LOG = ServerLog.of(WorkerThreads.class);

    private final int most;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final Set<Thread> abandoned = ConcurrentHashMap.newKeySet();

    /** @param most number of abandoned threads at which the node stops accepting work */
    public WorkerThreads(int most) {
        this.most = most;
    }

    /** A task in its own thread. */
    static final class Worker<T> {

        private final Thread thread;
        private final Future<T> result;

        private Worker(Thread thread, Future<T> result) {
            this.thread = thread;
            this.result = result;
        }

        Future<T> result() {
            return result;
        }
    }

    /**
     * Starts a task.
     *
     * @param work name of the work, for the thread name
     */
    <T> Worker<T> start(String work, Callable<T> task) {
        FutureTask<T> result = new FutureTask<>(task);
        Thread thread = new Thread(
                () -> {
                    try {
                        result.run();
                    } finally {
                        running.remove(Thread.currentThread());
                        abandoned.remove(Thread.currentThread());
                    }
                },
                NAME + work);
        thread.setDaemon(true);
        running.add(thread);
        thread.start();
        return new Worker<>(thread, result);
    }

    /** Abandons a worker until it returns by itself. */
    void abandon(Worker<?> worker) {
        abandoned.add(worker.thread);
        if (!worker.thread.isAlive()) {
            abandoned.remove(worker.thread);
        }
    }

    /** Returns the number of workers that have not returned and have not been abandoned. */
    public int working() {
        return (int)
                running.stream().filter(thread -> !abandoned.contains(thread)).count();
    }

    /** Returns the number of abandoned threads that have not returned. */
    public int abandoned() {
        return abandoned.size();
    }

    /** Returns whether too many threads hang for the node to accept more work. */
    public boolean isExhausted() {
        return abandoned.size() >= most;
    }

    /**
     * Waits for the workers that have not been abandoned; they must have been asked to stop.
     *
     * @param limit total time to wait
     * @return whether all of them have ended
     */
    public boolean join(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            for (Thread thread : running) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (!abandoned.contains(thread) && left > 0) {
                    thread.join(left);
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("Stops waiting for workers", e);
            Thread.currentThread().interrupt();
        }
        return abandoned.containsAll(running);
    }
}
