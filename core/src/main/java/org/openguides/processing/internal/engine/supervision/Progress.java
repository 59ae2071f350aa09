package org.openguides.processing.internal.engine.supervision;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.RunSettings;
import org.openguides.processing.internal.engine.Time;

/**
 * The current step of a worker and when it began. Each step restarts the clock, so only a worker that advances shows
 * progress. Written by the worker's thread, readable by any thread.
 */
public final class Progress {

    private final Time time;
    private volatile Step step;

    /** What a worker does; each phase has its own time limit. */
    public enum Phase {
        /** Bookkeeping that takes hardly any time, such as looking for the next batch. */
        BETWEEN,
        /** Walks the tree and applies the filter. */
        SELECTING,
        /** Processes one asset. */
        PROCESSING,
        /** Links some assets, or reads maps for that. */
        LINKING,
        /** Saves a batch. */
        COMMITTING
    }

    /**
     * One step.
     *
     * @param phase  phase of the step
     * @param asset  path of the asset; null if the step does not concern a single one
     * @param since  monotonic time of its beginning
     * @param worker the worker's thread
     */
    public record Step(Phase phase, @Nullable String asset, long since, Thread worker) {}

    public Progress(Time time) {
        this.time = time;
        this.step = new Step(Phase.BETWEEN, null, time.nanos(), Thread.currentThread());
    }

    /** Enters a phase, or notes a step within it. */
    public void enter(Phase phase) {
        step = new Step(phase, null, time.nanos(), Thread.currentThread());
    }

    /** Starts to process an asset. */
    public void process(String asset) {
        step = new Step(Phase.PROCESSING, asset, time.nanos(), Thread.currentThread());
    }

    /** Notes a step within the present phase. */
    public void step() {
        Step present = step;
        step = new Step(present.phase(), present.asset(), time.nanos(), Thread.currentThread());
    }

    /** Returns the present step. */
    public Step present() {
        return step;
    }

    /** Restarts the clock, since the process was suspended. */
    void restartClock() {
        Step present = step;
        step = new Step(present.phase(), present.asset(), time.nanos(), present.worker());
    }

    /** Returns whether the present step exceeds its limit. */
    boolean isOverdue(RunSettings.Limits limits) {
        Step present = step;
        Duration limit =
                switch (present.phase()) {
                    case PROCESSING -> limits.assetTime();
                    case COMMITTING -> limits.commitTime();
                    case BETWEEN, SELECTING, LINKING -> limits.stepTime();
                };
        return time.isOver(present.since(), limit);
    }
}
