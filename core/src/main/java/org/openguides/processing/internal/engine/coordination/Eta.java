package org.openguides.processing.internal.engine.coordination;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

import org.jspecify.annotations.Nullable;

/**
 * Estimates the remaining time from the rate of the last seconds of this attempt; what earlier attempts did plays no
 * part. For one thread.
 */
final class Eta {

    private static final Duration LEAST = Duration.ofSeconds(1);

    private record Sample(long time, long done) {}

    private final Duration window;
    private final Deque<Sample> samples = new ArrayDeque<>();

    /**
     * Nothing is known yet.
     *
     * @param window how long what was done plays a part
     */
    Eta(Duration window) {
        this.window = window;
    }

    /**
     * Notes how many assets are done at a time.
     *
     * @param time monotonic, in nanoseconds
     */
    void sample(long time, long done) {
        while (!samples.isEmpty() && time - samples.getFirst().time() > window.toNanos()) {
            samples.removeFirst();
        }
        samples.addLast(new Sample(time, done));
    }

    /** Assets each second; 0 while that cannot be known. */
    double rate() {
        if (samples.isEmpty()) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        Duration time = Duration.ofNanos(last.time() - first.time());
        return time.compareTo(LEAST) < 0 ? 0 : (last.done() - first.done()) * 1000.0 / time.toMillis();
    }

    /** The time that so many more assets take; null while that cannot be known. */
    @Nullable
    Duration remaining(long left) {
        if (left == 0) {
            return Duration.ZERO;
        }
        double rate = rate();
        return rate <= 0 ? null : Duration.ofMillis((long) Math.ceil(left * 1000.0 / rate));
    }
}
