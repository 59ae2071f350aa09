package org.openguides.processing.internal.run;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ThrottleReason;

/**
 * Puts up with a catalog or a data store that cannot be reached: says when to try again, after pauses that grow, and when to give
 * up. For one thread.
 */
final class Backoff {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Clock clock;
    private final RunSettings.Safety limits;
    private @Nullable Instant since;
    private @Nullable ThrottleReason throttledBy;
    private Instant next = Instant.MIN;
    private Duration pause = FIRST_PAUSE;

    /**
     * @param limits how long to put up with each
     */
    Backoff(Clock clock, RunSettings.Safety limits) {
        this.clock = clock;
        this.limits = limits;
    }

    /** Whether it could not be reached when it was last needed. */
    boolean isTried() {
        return since != null;
    }

    /** Whether it is time to try. */
    boolean isDue() {
        return !clock.instant().isBefore(next);
    }

    /**
     * It could not be reached.
     *
     * @param reason what of it is away
     */
    void failed(ThrottleReason reason) {
        throttledBy = reason;
        Instant now = clock.instant();
        Instant first = since == null ? now : since;
        since = first;
        Instant end = first.plus(most());
        next = now.plus(pause).isBefore(end) ? now.plus(pause) : end;
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    /** It could be reached. */
    void succeeded() {
        since = null;
        throttledBy = null;
        next = Instant.MIN;
        pause = FIRST_PAUSE;
    }

    /** What is away; null if there is nothing to wait for. */
    @Nullable
    ThrottleReason throttledBy() {
        return throttledBy;
    }

    /** What to tell while waiting; empty if there is nothing to wait for. */
    String waiting() {
        if (since == null) {
            return "";
        }
        String away = throttledBy == ThrottleReason.STORAGE
                ? "The data store cannot be read since "
                : "The catalog cannot be reached since ";
        return away + since + "; the run waits for it";
    }

    /** What to tell when what a run has waited for is there again. */
    static String over(@Nullable ThrottleReason reason) {
        return reason == ThrottleReason.STORAGE
                ? "The data store can be read again; the run goes on"
                : "The catalog can be reached again; the run goes on";
    }

    private Duration most() {
        return throttledBy == ThrottleReason.STORAGE ? limits.storageWait() : limits.catalogWait();
    }

    /** Why there is no point in waiting any longer; empty while there is. */
    Optional<String> exhausted() {
        if (since == null || clock.instant().isBefore(since.plus(most()))) {
            return Optional.empty();
        }
        String away = throttledBy == ThrottleReason.STORAGE
                ? "The data store could not be read for "
                : "The catalog could not be reached for ";
        return Optional.of(away + most().toSeconds() + " s; see the server's log, mend the cause and resume");
    }

    /** Lets some time pass, if there is something to wait for. */
    void rest(Duration time) {
        if (since != null) {
            LockSupport.parkNanos(time.toNanos());
        }
    }
}
