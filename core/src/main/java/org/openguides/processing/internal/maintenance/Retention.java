package org.openguides.processing.internal.maintenance;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Retention policy for ended runs. Age never removes one of the newest runs; number and size never remove a run that
 * ended within the last day, so that its user can look at it. Runs of the system and of users are counted separately.
 * Immutable.
 *
 * @param keptRuns      number of newest runs that are kept regardless of their age
 * @param keptTime      how long a successful run is kept after its end
 * @param resumableTime the same for a run that can be resumed
 * @param mostRuns      maximum number of runs; 0 for no limit
 * @param mostBytes     maximum size of ended runs in the repository, counted from the newest; 0 for no limit
 */
public record Retention(int keptRuns, Duration keptTime, Duration resumableTime, int mostRuns, long mostBytes) {

    private static final Duration FRESH = Duration.ofDays(1);

    /** Why a run is removed. */
    enum Reason {
        AGE,
        NUMBER,
        SIZE
    }

    /** An ended run: when it ended, and how many runs of its kind are newer. */
    record EndedRun(Instant endedAt, boolean resumable, long newer) {}

    /** Returns why a run is removed regardless of its size; empty if it is kept. */
    Optional<Reason> reason(EndedRun run, Instant now) {
        Duration kept = run.resumable() ? resumableTime : keptTime;
        if (run.newer() >= keptRuns && isOlder(run, kept, now)) {
            return Optional.of(Reason.AGE);
        }
        boolean beyond = mostRuns > 0 && run.newer() >= Math.max(mostRuns, keptRuns);
        return beyond && isOlder(run, FRESH, now) ? Optional.of(Reason.NUMBER) : Optional.empty();
    }

    /**
     * Returns whether a run exceeds the size limit.
     *
     * @param bytes size of the run and of the newer runs that are kept
     */
    boolean isTooMuch(EndedRun run, long bytes, Instant now) {
        return mostBytes > 0 && bytes > mostBytes && isOlder(run, FRESH, now);
    }

    private static boolean isOlder(EndedRun run, Duration age, Instant now) {
        return run.endedAt().plus(age).isBefore(now);
    }
}
