package org.openguides.processing.internal.engine.supervision;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads of the workers of this node, each named after what it works on. One that hangs is left behind: it is never
 * interrupted, as Oak would not survive that. While too many have been left behind, the node takes no more work. Safe for use by
 * many threads.
 */
public final class WorkerThreads {

    /** How the names of all threads of workers begin. */
    public static final String NAME = "openguides-worker-";

    private static final Logger LOG = LoggerFactory.getLogger(WorkerThreads.class);

    private final int most;
    private final Set<Thread> running = ConcurrentHashMap.newKeySet();
    private final Set<Thread> abandoned = ConcurrentHashMap.newKeySet();

    /**
     * @param most how many threads may have been left behind at the same time while the node takes more work
     */
    public WorkerThreads(int most) {
        this.most = most;
    }

    /** A task in a thread of its own. */
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
     * Begins a task.
     *
     * @param work what it works on, for the name of the thread
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

    /** Leaves a worker behind, until it comes back by itself. */
    void abandon(Worker<?> worker) {
        abandoned.add(worker.thread);
        if (!worker.thread.isAlive()) {
            abandoned.remove(worker.thread);
        }
    }

    /** How many threads have been left behind and have not come back. */
    public int abandoned() {
        return abandoned.size();
    }

    /** Whether so many hang that the node must not take more work. */
    public boolean isExhausted() {
        return abandoned.size() >= most;
    }

    /**
     * Waits for the workers that have not been left behind. They have to be told to stop before.
     *
     * @param limit how long to wait for all of them
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
            LOG.debug("Does not wait for workers any longer", e);
            Thread.currentThread().interrupt();
        }
        return abandoned.containsAll(running);
    }
}
