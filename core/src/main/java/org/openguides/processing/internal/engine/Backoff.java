package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ThrottleReason;

/**
 * Waits for a catalog or a data store that cannot be reached: says when to try again, after pauses that grow, and when to give
 * up. For one thread.
 */
public final class Backoff {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Time time;
    private final RunSettings.Waits limits;
    private @Nullable Outage outage;
    private long next;
    private Duration pause = FIRST_PAUSE;

    /**
     * Something that is away.
     *
     * @param reason what it is
     * @param since  when it could not be reached for the first time
     * @param began  the same, monotonic
     */
    private record Outage(ThrottleReason reason, Instant since, long began) {}

    /** @param limits how long to wait for each */
    public Backoff(Time time, RunSettings.Waits limits) {
        this.time = time;
        this.limits = limits;
    }

    /** Whether it could not be reached when it was last needed. */
    public boolean isTried() {
        return outage != null;
    }

    /** Whether it is time to try. */
    public boolean isDue() {
        return outage == null || time.nanos() - next >= 0;
    }

    /**
     * It could not be reached.
     *
     * @param reason what of it is away
     */
    public void failed(ThrottleReason reason) {
        Outage before = outage;
        long now = time.nanos();
        Outage present = before == null
                ? new Outage(reason, time.now(), now)
                : new Outage(reason, before.since(), before.began());
        outage = present;
        long end = present.began() + most(reason).toNanos();
        long planned = now + pause.toNanos();
        next = planned - end < 0 ? planned : end;
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    /** It could be reached. */
    public void succeeded() {
        outage = null;
        pause = FIRST_PAUSE;
    }

    /** What is away; null if there is nothing to wait for. */
    public @Nullable ThrottleReason throttledBy() {
        return outage == null ? null : outage.reason();
    }

    /** What to tell while waiting; empty if there is nothing to wait for. */
    public String waiting() {
        Outage present = outage;
        if (present == null) {
            return "";
        }
        String away = present.reason() == ThrottleReason.STORAGE
                ? "The data store cannot be read since "
                : "The catalog cannot be reached since ";
        return away + present.since() + "; the run waits for it";
    }

    /** What to tell when what a run has waited for is there again. */
    public static String over(@Nullable ThrottleReason reason) {
        return reason == ThrottleReason.STORAGE
                ? "The data store can be read again; the run goes on"
                : "The catalog can be reached again; the run goes on";
    }

    private Duration most(ThrottleReason reason) {
        return reason == ThrottleReason.STORAGE ? limits.storage() : limits.catalog();
    }

    /** Why there is no point in waiting any longer; empty while there is. */
    public Optional<String> exhausted() {
        Outage present = outage;
        if (present == null || time.since(present.began()).compareTo(most(present.reason())) < 0) {
            return Optional.empty();
        }
        String away = present.reason() == ThrottleReason.STORAGE
                ? "The data store could not be read for "
                : "The catalog could not be reached for ";
        return Optional.of(
                away + most(present.reason()).toSeconds() + " s; see the server's log, mend the cause and resume");
    }

    /** Lets some time pass, if there is something to wait for. */
    public void rest(Duration most) {
        if (outage != null) {
            LockSupport.parkNanos(most.toNanos());
        }
    }
}
