package org.openguides.processing.internal.engine.throttle;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The median of recent durations. Not thread-safe. */
final class UsualTime {

    private static final int REMEMBERED = 51;

    private final Deque<Duration> last = new ArrayDeque<>();

    void add(Duration time) {
        last.addLast(time);
        if (last.size() > REMEMBERED) {
            last.removeFirst();
        }
    }

    /** Returns the median; zero if there are no durations. */
    Duration median() {
        List<Duration> sorted = last.stream().sorted().toList();
        return sorted.isEmpty() ? Duration.ZERO : sorted.get(sorted.size() / 2);
    }
}
