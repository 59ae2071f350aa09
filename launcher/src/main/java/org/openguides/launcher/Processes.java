package org.openguides.launcher;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;

import org.openguides.launcher.server.LeashedProcess;

/** The child processes of one start, and their home. They are stopped in reverse order. Safe for use by many threads. */
final class Processes implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private final Home home;
    private final Runnable beforeStop;
    private final Deque<LeashedProcess> running = new ArrayDeque<>();
    private boolean closed;

    /** The action runs before the first process is stopped, if any runs. */
    Processes(Home home, Runnable beforeStop) {
        this.home = home;
        this.beforeStop = beforeStop;
    }

    /**
     * Starts a process.
     *
     * @throws CancellationException if these processes are being stopped
     */
    synchronized <T> T start(Supplier<T> start, Function<T, LeashedProcess> process) {
        if (closed) {
            throw new CancellationException("being stopped");
        }
        T started = start.get();
        LeashedProcess leashed = process.apply(started);
        running.push(leashed);
        home.register(leashed.process().pid());
        return started;
    }

    /** How many run. */
    int alive() {
        return ends().size();
    }

    /**
     * Waits until fewer run than a number.
     *
     * @return how many run
     */
    int awaitFewerThan(int number) {
        List<CompletableFuture<Process>> ends = ends();
        while (ends.size() >= number) {
            CompletableFuture.anyOf(ends.toArray(CompletableFuture[]::new)).join();
            ends = ends();
        }
        return ends.size();
    }

    /** Those of the processes that run. */
    private synchronized List<CompletableFuture<Process>> ends() {
        return running.stream()
                .map(LeashedProcess::process)
                .filter(Process::isAlive)
                .map(Process::onExit)
                .toList();
    }

    /** Whether all have been stopped and the home has been released. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Stops all and releases the home. Idempotent. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        if (alive() > 0) {
            beforeStop.run();
        }
        running.forEach(each -> each.end(STOP_LIMIT));
        home.close();
    }
}
