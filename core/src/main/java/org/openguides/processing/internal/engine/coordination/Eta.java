package org.openguides.processing.internal.engine.coordination;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Estimates the remaining time from the recent rate of this attempt, regardless of earlier attempts. For one thread.
 */
final class Eta {

    private static final Duration LEAST = Duration.ofSeconds(1);

    private record Sample(long time, long done) {}

    private final Duration window;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * Creates an estimate without samples.
     *
     * @param window how long a sample is considered
     */
    Eta(Duration window) {
        this.window = window;
    }

    /**
     * Adds a sample: the number of assets that are done.
     *
     * @param time monotonic time in nanoseconds
     */
    void sample(long time, long done) {
        while (!samples.isEmpty() && time - samples.getFirst().time() > window.toNanos()) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(time, done));
    }

    /** Returns the rate in assets per second; 0 while it is unknown. */
    double rate() {
        if (samples.isEmpty()) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        Duration time = Duration.ofNanos(last.time() - first.time());
        return time.compareTo(LEAST) < 0 ? 0 : (last.done() - first.done()) * 1000.0 / time.toMillis();
    }

    /** Returns the estimated time for the given number of assets; null while it is unknown. */
    @Nullable
    Duration remaining(long left) {
        if (left == 0) {
            return Duration.ZERO;
        }
        double rate = rate();
        return rate <= 0 ? null : Duration.ofMillis((long) Math.ceil(left * 1000.0 / rate));
    }
}
