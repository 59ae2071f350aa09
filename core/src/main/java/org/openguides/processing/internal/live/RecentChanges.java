package org.openguides.processing.internal.live;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.live.ChangedContent.Change;

/**
 * Counts how often assets were processed lately. A program that rewrites each asset after it was processed would otherwise have it processed
 * without end. For one thread.
 */
final class RecentChanges {

    /** How often an asset may be processed within the {@link #PERIOD}. */
    static final int MOST = 10;

    static final Duration PERIOD = Duration.ofMinutes(2);

    /** The same for a subtree, which takes longer. */
    static final int MOST_OF_A_SUBTREE = 4;

    static final Duration PERIOD_OF_A_SUBTREE = Duration.ofMinutes(30);

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

    /** Returns whether an asset or a subtree has been processed so often that it has to wait. */
    boolean isTooOften(Change change) {
        return current(change).times() >= (change.subtree() ? MOST_OF_A_SUBTREE : MOST);
    }

    /** Counts that an asset or a subtree is processed. */
    void add(Change change) {
        Count count = current(change);
        counts.put(change.path(), new Count(count.times() + 1, count.since()));
    }

    private Count current(Change change) {
        Count count = counts.get(change.path());
        Duration period = change.subtree() ? PERIOD_OF_A_SUBTREE : PERIOD;
        return count == null || time.isOver(count.since(), period) ? new Count(0, time.nanos()) : count;
    }
}
