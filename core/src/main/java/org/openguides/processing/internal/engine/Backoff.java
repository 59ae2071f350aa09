package org.openguides.processing.internal.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ThrottleReason;

/**
 * Retry policy for a catalog or data store that is unavailable: when to try again, after pauses of growing length, and
 * when to give up. For one thread.
 */
public final class Backoff {

    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private final Time time;
    private final RunSettings.Waits limits;
    private final EngineMetrics metrics;
    private @Nullable Outage outage;
    private long next;
    private Duration pause = FIRST_PAUSE;

    /**
     * An outage of a backend.
     *
     * @param reason which backend is unavailable
     * @param since  time of the first failure
     * @param began  the same as monotonic time
     * @param remedy   what is missing and how to fix it; empty if only the server's log has the cause
     */
    private record Outage(ThrottleReason reason, Instant since, long began, String remedy) {}

    /**
     * Returns the pause after failed attempts, which doubles with each of them.
     *
     * @param first    pause after the first one
     * @param longest  limit of the pause
     * @param failures number of failed attempts, 1 or more
     */
    public static Duration pause(Duration first, Duration longest, int failures) {
        Duration pause = first.multipliedBy(1L << Math.min(failures - 1, 10));
        return pause.compareTo(longest) < 0 ? pause : longest;
    }

    /** Creates a backoff that waits for each backend as long as the settings of the node allow. */
    public Backoff(NodeServices node) {
        this.time = node.time();
        this.limits = node.settings().waits();
        this.metrics = node.metrics();
    }

    /** Returns whether the last attempt failed. */
    public boolean isTried() {
        return outage != null;
    }

    /** Returns whether the next attempt is due. */
    public boolean isDue() {
        return outage == null || time.nanos() - next >= 0;
    }

    /**
     * Records a failed attempt.
     *
     * @param reason which backend is unavailable
     * @param remedy   what is missing and how to fix it, as one sentence; empty if only the server's log has the cause
     */
    public void failed(ThrottleReason reason, String remedy) {
        Outage before = outage;
        long now = time.nanos();
        Outage present = before == null
                ? new Outage(reason, time.now(), now, remedy)
                : new Outage(reason, before.since(), before.began(), remedy);
        outage = present;
        long end = present.began() + most(reason).toNanos();
        long planned = now + pause.toNanos();
        next = planned - end < 0 ? planned : end;
        pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
    }

    /** Records a successful attempt, which ends the outage. */
    public void succeeded() {
        outage = null;
        pause = FIRST_PAUSE;
    }

    /** Returns which backend is unavailable; null if none is. */
    public @Nullable ThrottleReason throttledBy() {
        return outage == null ? null : outage.reason();
    }

    /** Returns a sentence for users that says what the run waits for; empty if it does not wait. */
    public String waiting() {
        Outage present = outage;
        if (present == null) {
            return "";
        }
        String away = present.reason() == ThrottleReason.STORAGE
                ? "The data store has been unavailable since "
                : "The catalog has been unavailable since ";
        String remedy = present.remedy().isEmpty() ? "" : ". " + present.remedy();
        return away + present.since() + "; the run waits for it" + remedy;
    }

    /** Returns a sentence for users that says that the outage is over. */
    public static String over(@Nullable ThrottleReason reason) {
        return reason == ThrottleReason.STORAGE
                ? "The data store is available again; the run continues"
                : "The catalog is available again; the run continues";
    }

    private Duration most(ThrottleReason reason) {
        return reason == ThrottleReason.STORAGE ? limits.storage() : limits.catalog();
    }

    /** Returns why the run gives up waiting, as a sentence; empty while it may wait. */
    public Optional<String> exhausted() {
        Outage present = outage;
        if (present == null || time.since(present.began()).compareTo(most(present.reason())) < 0) {
            return Optional.empty();
        }
        String away = present.reason() == ThrottleReason.STORAGE
                ? "The data store was unavailable for "
                : "The catalog was unavailable for ";
        String remedy = present.remedy().isEmpty()
                ? "; see the server's log, fix the cause and resume"
                : ". " + present.remedy() + ", and resume";
        return Optional.of(away + most(present.reason()).toSeconds() + " s" + remedy);
    }

    /** Sleeps for the given time if there is an outage. */
    public void rest(Duration most) {
        Outage present = outage;
        if (present != null) {
            long began = System.nanoTime();
            LockSupport.parkNanos(most.toNanos());
            metrics.throttled(present.reason(), System.nanoTime() - began);
        }
    }
}
