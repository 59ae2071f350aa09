package org.openguides.processing.internal.engine.throttle;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.log.ServerLog;
import org.slf4j.Logger;

/**
 * Determines the size of the next commit of this node and how long a worker pauses. While authors change content, the
 * limit for slow commits is lower, except where small commits take nearly as long: there smaller batches would not
 * help. The throttle is read each time, so that it can be changed during a run. A pause ends soon after its reason
 * does: users are idle, the throttle was opened, or the worker is needed. Safe for use by multiple threads.
 */
public final class Pace {

    private static final Logger LOG = ServerLog.of(Pace.class);

    private static final Duration LOOK = Duration.ofMillis(200);

    /** Equals the time for which an author's commit is remembered. */
    private static final Duration LONGEST_ASIDE = Duration.ofSeconds(5);

    /** The factor by which a turn may take longer than the longest step aside that it includes: a minute in all. */
    private static final int LONGEST_TURN = 12;

    private final Supplier<Throttle> throttle;
    private final Foreground foreground;
    private final EngineMetrics metrics;
    private final Duration longestAside;
    private final BatchSize batchSize;
    /** Durations of commits that cannot be made smaller. */
    private final UsualTime smallCommit = new UsualTime();

    private volatile Duration lastCommit = Duration.ZERO;
    private volatile CommitTurn turn = new CommitTurn();

    /**
     * Creates a pace that starts with the largest batches.
     *
     * @param largest maximum number of assets in a commit
     */
    public Pace(int largest, Supplier<Throttle> throttle, Foreground foreground, EngineMetrics metrics) {
        this(largest, throttle, foreground, metrics, LONGEST_ASIDE);
    }

    /** @param longestAside maximum time for which a worker steps aside, however long the work took */
    Pace(
            int largest,
            Supplier<Throttle> throttle,
            Foreground foreground,
            EngineMetrics metrics,
            Duration longestAside) {
        this.batchSize = new BatchSize(largest);
        this.throttle = throttle;
        this.foreground = foreground;
        this.metrics = metrics;
        this.longestAside = longestAside;
    }

    /** Returns the maximum number of assets for the next commit; the value may decrease at any time. */
    public synchronized int batchSize() {
        return batchSize.get(foreground.hasActiveAuthors());
    }

    /** Saves a session. */
    @FunctionalInterface
    public interface Commit {
        void save() throws RepositoryException;
    }

    /**
     * Makes a commit, after stepping aside in proportion to the duration of the last one: each request waits for a
     * commit as often as it opens a session (Oak's {@code LockBasedScheduler.getHeadNodeState}). While authors change
     * content, the workers of this node commit one after the other, so that an author waits for one of them at most. A
     * commit that hangs holds up the others for about a minute.
     *
     * @param wanted whether the worker is needed, so that the commit must not be delayed
     * @param assets number of assets in the commit
     */
    public void commit(long assets, BooleanSupplier wanted, Commit commit) throws RepositoryException {
        if (!foreground.hasActiveAuthors()) {
            stepAside(lastCommit, wanted);
        }
        // an author may have started to write meanwhile
        if (!foreground.hasActiveAuthors()) {
            save(assets, commit);
            return;
        }
        CommitTurn mine = awaitTurn(wanted);
        try {
            stepAside(lastCommit, wanted);
            save(assets, commit);
        } finally {
            if (mine != null) {
                mine.end();
            }
        }
    }

    /** Returns about how many workers wait for the commit of another one. */
    int waiting() {
        return turn.waiting();
    }

    /**
     * Waits for the commits of other workers while authors write. If one hangs, the others take turns without it.
     *
     * @return the turn, to be ended after the commit; null if the worker commits without one
     */
    private @Nullable CommitTurn awaitTurn(BooleanSupplier wanted) {
        long began = System.nanoTime();
        try {
            while (foreground.hasActiveAuthors() && !wanted.getAsBoolean()) {
                CommitTurn present = turn;
                if (present.tryTake(LOOK)) {
                    return present;
                }
                if (present.lastsLongerThan(longestAside.multipliedBy(LONGEST_TURN))) {
                    giveUp(present);
                }
            }
        } catch (InterruptedException e) {
            // Continues as if the worker were needed. The interrupt flag stays cleared, since the thread uses Oak next.
            LOG.debug("Stops waiting for its turn", e);
        } finally {
            metrics.throttled(ThrottleReason.AUTHORS, System.nanoTime() - began);
        }
        return null;
    }

    private synchronized void giveUp(CommitTurn hanging) {
        if (turn == hanging) {
            LOG.warn("A commit has been running for more than a minute; other workers no longer wait for it");
            turn = new CommitTurn();
        }
    }

    private void save(long assets, Commit commit) throws RepositoryException {
        long began = System.nanoTime();
        commit.save();
        Duration time = Duration.ofNanos(System.nanoTime() - began);
        lastCommit = time;
        metrics.took(EngineMetrics.Step.COMMIT, time.toNanos());
        saved(assets, time);
    }

    /** Records the duration of a commit. */
    synchronized void saved(long assets, Duration time) {
        Throttle now = throttle.get();
        if (batchSize.isSmall(assets)) {
            smallCommit.add(time);
        }
        Duration slow = foreground.hasActiveAuthors() ? slowBesideAuthors(now) : now.slowSave();
        batchSize.saved(assets, time.compareTo(slow) > 0);
    }

    private Duration slowBesideAuthors(Throttle now) {
        Duration unusual = smallCommit.median().multipliedBy(now.busySlowFactor());
        return unusual.compareTo(now.busySlowSave()) > 0 ? unusual : now.busySlowSave();
    }

    /**
     * Returns what slows a worker of this node down; null if nothing does. A configured pause that is longer than any
     * pause for users takes precedence.
     *
     * @param askedFor whether the worker has often had to step aside for requests
     */
    @Nullable
    public ThrottleReason throttledBy(boolean askedFor) {
        Throttle now = throttle.get();
        if (now.pause().compareTo(longestAside) > 0) {
            return ThrottleReason.CONFIGURATION;
        }
        if (foreground.hasActiveAuthors()) {
            return ThrottleReason.AUTHORS;
        }
        if (askedFor) {
            return ThrottleReason.REQUESTS;
        }
        return now.isOpen() ? null : ThrottleReason.CONFIGURATION;
    }

    /** Records a conflict with another session. */
    public synchronized void conflicted() {
        metrics.conflicted();
        batchSize.conflicted();
    }

    /** Returns how long to pause after some work. */
    public Duration rest(Duration work) {
        Throttle now = throttle.get();
        return now.pause().plus(rest(work, now.workPercent()));
    }

    private static Duration rest(Duration work, int percent) {
        return work.multipliedBy(100L - percent).dividedBy(percent);
    }

    /**
     * Steps aside while requests are open and while authors are active. Limited by the share of time that the throttle
     * grants for this work; ends when the worker is needed.
     *
     * @return whether requests were open
     */
    public boolean stepAside(Duration work, BooleanSupplier wanted) {
        long began = System.nanoTime();
        long left = aside(work);
        boolean asked = left > 0 && !foreground.isIdle();
        boolean authors = left > 0 && foreground.hasActiveAuthors();
        while (left > 0 && !wanted.getAsBoolean() && !isInterrupted() && !isIdleAfter(Math.min(left, LOOK.toNanos()))) {
            left = began + aside(work) - System.nanoTime();
        }
        if (authors || asked) {
            metrics.throttled(authors ? ThrottleReason.AUTHORS : ThrottleReason.REQUESTS, System.nanoTime() - began);
        }
        return asked;
    }

    private long aside(Duration work) {
        Duration rest = rest(work, throttle.get().busyWorkPercent());
        return (rest.compareTo(longestAside) > 0 ? longestAside : rest).toNanos();
    }

    private boolean isIdleAfter(long nanos) {
        if (!foreground.hasActiveAuthors()) {
            return foreground.awaitIdle(Duration.ofNanos(nanos));
        }
        LockSupport.parkNanos(nanos);
        return false;
    }

    /** Pauses after some work; ends when the worker is needed. */
    public void rest(Duration work, BooleanSupplier wanted) {
        long began = System.nanoTime();
        long left = rest(work).toNanos();
        if (left <= 0) {
            return;
        }
        while (left > 0 && !wanted.getAsBoolean() && !isInterrupted()) {
            LockSupport.parkNanos(Math.min(left, LOOK.toNanos()));
            left = began + rest(work).toNanos() - System.nanoTime();
        }
        metrics.throttled(ThrottleReason.CONFIGURATION, System.nanoTime() - began);
    }

    /** An interrupted thread cannot pause, as any sleep would return at once. */
    private static boolean isInterrupted() {
        return Thread.currentThread().isInterrupted();
    }
}
