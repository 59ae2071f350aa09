package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** Requests of users that have not been answered yet. Safe for use by multiple threads. */
@Component(service = OpenRequests.class)
public final class OpenRequests {

    /**
     * A client that sends requests one after the other returns sooner; a commit that starts in between delays its whole
     * next request.
     */
    private static final Duration BETWEEN_REQUESTS = Duration.ofMillis(5);

    /** A longer request does not wait for commits: it is an upload, a download or an event stream. */
    private static final Duration LONGEST = Duration.ofSeconds(10);

    private final long gap;
    private final long longest;
    /** Ordered by start time; guarded by itself, like the following fields. */
    private final Deque<Open> open = new ArrayDeque<>();

    private long answeredAt;
    private final Queue<Thread> waiting = new ConcurrentLinkedQueue<>();

    /** A request that has started. */
    public final class Open {

        private final long began = System.nanoTime();

        private Open() {}

        /** Ends the request, whether it was answered or has failed. */
        public void end() {
            OpenRequests.this.end(this);
        }
    }

    @Activate
    public OpenRequests() {
        this(BETWEEN_REQUESTS, LONGEST);
    }

    /**
     * @param gap     time without an open request after which the node counts as idle
     * @param longest time after which an open request is ignored
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

    /** See {@link Foreground#isIdle()}. */
    public boolean isIdle() {
        return untilIdle() <= 0;
    }

    /** See {@link Foreground#awaitIdle}. */
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

    /** How many workers wait for the node to be idle. */
    int waiting() {
        return waiting.size();
    }

    private long left(long end) {
        return Math.min(end - System.nanoTime(), untilIdle());
    }

    /** Nanoseconds until the node is idle if no request starts or ends before. */
    private long untilIdle() {
        synchronized (open) {
            long now = System.nanoTime();
            long afterTheLast = answeredAt + gap - now;
            Open youngest = open.peekLast();
            return youngest == null ? afterTheLast : Math.max(afterTheLast, youngest.began + longest - now);
        }
    }
}
