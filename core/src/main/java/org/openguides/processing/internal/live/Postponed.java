package org.openguides.processing.internal.live;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.live.ChangedContent.Change;
import org.openguides.processing.internal.log.ServerLog;
import org.slf4j.Logger;

/**
 * Changes that could not be processed, and when each is tried again: after pauses that double each time. Bounded: scheduled processing finds
 * what does not fit. For one thread.
 */
final class Postponed {

    /** Maximum number of changes. */
    static final int MOST = 2_000;

    private static final Logger LOG = ServerLog.of(Postponed.class);

    private final Time time;
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private boolean logged;

    /** Why a change is postponed, and how long. */
    enum Why {
        /** Something else works on the asset, and soon has finished. */
        HELD(Duration.ofSeconds(2), Duration.ofMinutes(1)),
        /** The run over it has failed, was cancelled, or could not be started. */
        FAILED(Duration.ofMinutes(1), Duration.ofMinutes(15)),
        /** It changes again and again, perhaps because of its processing. */
        RESTLESS(Duration.ofMinutes(5), Duration.ofMinutes(30));

        private final Duration shortest;
        private final Duration longest;

        Why(Duration shortest, Duration longest) {
            this.shortest = shortest;
            this.longest = longest;
        }

        private Duration pause(int tries) {
            Duration pause = shortest.multipliedBy(1L << Math.min(tries - 1, 20));
            return pause.compareTo(longest) > 0 ? longest : pause;
        }
    }

    private record Entry(Change change, Why why, int tries, long since) {}

    Postponed(Time time) {
        this.time = time;
    }

    /** Postpones a change; the pause is longer than before if it was postponed for the same reason. */
    void add(Change change, Why why) {
        Entry before = entries.get(change.path());
        int tries = before != null && before.why() == why ? before.tries() + 1 : 1;
        if (before != null || entries.size() < MOST) {
            entries.put(change.path(), new Entry(change, why, tries, time.nanos()));
        } else if (!logged) {
            logged = true;
            LOG.warn("Too many changed assets wait for others; scheduled processing will find the rest");
        }
    }

    /**
     * Returns changes that are due. They stay until they are {@link #settled} or postponed again.
     *
     * @param most maximum number
     */
    List<Change> due(int most) {
        List<Change> due = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (due.size() < most && time.isOver(entry.since(), entry.why().pause(entry.tries()))) {
                due.add(entry.change());
            }
        }
        return due;
    }

    /** Returns whether a change is postponed because the asset changes again and again, and not due yet. */
    boolean isResting(String path) {
        Entry entry = entries.get(path);
        return entry != null
                && entry.why() == Why.RESTLESS
                && !time.isOver(entry.since(), entry.why().pause(entry.tries()));
    }

    /** Removes a change: it was processed, or there is nothing to do. */
    void settled(String path) {
        entries.remove(path);
        logged = logged && !entries.isEmpty();
    }

    /** Returns the number of changes. */
    int size() {
        return entries.size();
    }
}
