package org.openguides.processing.internal.live;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.openguides.processing.internal.engine.Time;

/**
 * Counts how often assets were processed lately. A program that rewrites each asset after it was processed would otherwise have it processed
 * without end. For one thread.
 */
final class RecentChanges {

    /** How often an asset may be processed within the {@link #PERIOD}. */
    static final int MOST = 10;

    static final Duration PERIOD = Duration.ofMinutes(2);

    private static final int REMEMBERED = 1_000;

    private final Time time;
    private final Map<String, Count> counts = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
            return size() > REMEMBERED;
        }
    };

    private record Count(int times, long since) {}

    RecentChanges(Time time) {
        this.time = time;
    }

    /** Counts that an asset is processed; returns whether that happens too often. */
    boolean isTooOften(String path) {
        Count count = counts.get(path);
        if (count == null || time.isOver(count.since(), PERIOD)) {
            count = new Count(0, time.nanos());
        }
        counts.put(path, new Count(count.times() + 1, count.since()));
        return count.times() >= MOST;
    }
}
