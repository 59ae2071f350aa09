package org.openguides.processing.internal.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Which ended runs are kept. Age never removes one of the newest runs; number and size never remove one that ended within the
 * last day, as its user may not have looked at it yet. Immutable.
 *
 * @param keptRuns      how many of the newest runs are kept, however old they are
 * @param keptTime      how long a run that succeeded is kept after its end
 * @param resumableTime the same for a run that can be resumed
 * @param mostRuns      a run with so many newer ones is not kept; 0 for no limit
 * @param mostBytes     what ended runs may take in the repository, from the newest one on; 0 for no limit
 */
public record Retention(int keptRuns, Duration keptTime, Duration resumableTime, int mostRuns, long mostBytes) {

    private static final Duration FRESH = Duration.ofDays(1);

    /** Why a run is removed. */
    enum Reason {
        AGE,
        NUMBER,
        SIZE
    }

    /** A run that has ended, when it did, and how many runs are newer. */
    record EndedRun(Instant endedAt, boolean resumable, long newer) {}

    /** Why a run is not kept, whatever it takes; empty if there is no such reason. */
    Optional<Reason> reason(EndedRun run, Instant now) {
        Duration kept = run.resumable() ? resumableTime : keptTime;
        if (run.newer() >= keptRuns && isOlder(run, kept, now)) {
            return Optional.of(Reason.AGE);
        }
        boolean beyond = mostRuns > 0 && run.newer() >= Math.max(mostRuns, keptRuns);
        return beyond && isOlder(run, FRESH, now) ? Optional.of(Reason.NUMBER) : Optional.empty();
    }

    /**
     * Whether a run takes too much to be kept.
     *
     * @param bytes what it takes together with the newer runs that are kept
     */
    boolean isTooMuch(EndedRun run, long bytes, Instant now) {
        return mostBytes > 0 && bytes > mostBytes && isOlder(run, FRESH, now);
    }

    private static boolean isOlder(EndedRun run, Duration age, Instant now) {
        return run.endedAt().plus(age).isBefore(now);
    }
}
