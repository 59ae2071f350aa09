package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The requests of users that have not been answered yet. Safe for use by many threads. */
@Component(service = OpenRequests.class)
public final class OpenRequests {

    /** A client that asks one thing after the other is back sooner; a commit that begins in between holds up all of its next request. */
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(5);

    /** A request that takes longer waits for something else than commits: an upload, a download, a stream of events. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final long gap;
    private final long longest;
    /** In the order of their beginning, in nanoseconds of the JVM's clock; guarded by itself, as is what follows. */
    private final Deque<Open> open = new ArrayDeque<>();

    private long answeredAt;
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    /** A request that has begun. */
    public final class Open {

        private final long began = System.nanoTime();

        private Open() {}

        /** The request has been answered, or has failed. */
        public void end() {
            OpenRequests.this.end(this);
        }
    }

    @Activate
    public OpenRequests() {
        this(BETWEEN_REQUESTS, LONGEST);
    }

    /**
     * @param gap     for how long no request must have been open until the node counts as idle
     * @param longest a request that is open for longer does not count
     */
    OpenRequests(Duration gap, Duration longest) {
        this.gap = gap.toNanos();
        this.longest = longest.toNanos();
        this.answeredAt = System.nanoTime() - this.gap;
    }

    /** Counts a request until its end. */
    public Open begin() {
        synchronized (open) {
            Open request = new Open();
            open.addLast(request);
            return request;
        }
    }

    private void end(Open request) {
        boolean last;
        synchronized (open) {
            open.remove(request);
            answeredAt = System.nanoTime();
            last = open.isEmpty();
        }
        if (last) {
            waiting.forEach(LockSupport::unpark);
        }
    }

    /** As {@link Foreground#isIdle()}. */
    public boolean isIdle() {
        return untilIdle() <= 0;
    }

    /** As {@link Foreground#awaitIdle}. */
    public boolean awaitIdle(Duration most) {
        long end = System.nanoTime() + most.toNanos();
        waiting.add(Thread.currentThread());
        try {
            long left = left(end);
            while (left > 0 && !Thread.currentThread().isInterrupted()) {
                LockSupport.parkNanos(this, left);
                left = left(end);
            }
        } finally {
            waiting.remove(Thread.currentThread());
        }
        return isIdle();
    }

    private long left(long end) {
        return Math.min(end - System.nanoTime(), untilIdle());
    }

    /** In nanoseconds, if no request comes or goes until then. */
    private long untilIdle() {
        synchronized (open) {
            long now = System.nanoTime();
            long afterTheLast = answeredAt + gap - now;
            Open youngest = open.peekLast();
            return youngest == null ? afterTheLast : Math.max(afterTheLast, youngest.began + longest - now);
        }
    }
}
