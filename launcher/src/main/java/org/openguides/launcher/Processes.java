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

/** All that runs for one start, in the home that it uses. What was started last is ended first. Safe for use by many threads. */
final class Processes implements AutoCloseable {

    private static final Duration STOP_LIMIT = Duration.ofMinutes(1);

    private final Home home;
    private final Runnable beforeStop;
    private final Deque<LeashedProcess> running = new ArrayDeque<>();
    private boolean closed;

    /** With what is done before the first process is stopped, if any runs. */
    Processes(Home home, Runnable beforeStop) {
        this.home = home;
        this.beforeStop = beforeStop;
    }

    /**
     * Starts a process, unless the end has begun.
     *
     * @throws CancellationException if it has
     */
    synchronized <T> T start(Supplier<T> start, Function<T, LeashedProcess> process) {
        if (closed) {
            throw new CancellationException("the end has begun");
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

    /** Whether all has ended, and the home is let go of. */
    synchronized boolean isClosed() {
        return closed;
    }

    /** Ends all in good order and lets go of the home; to do so twice is the same as once. */
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
