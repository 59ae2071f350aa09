package org.openguides.processing.internal.engine.supervision;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.RunSettings;
import org.openguides.processing.internal.engine.Time;

/**
 * The current step of a worker and when it began. Each step restarts the clock, so only a worker that advances shows
 * progress. Written by the worker's thread, readable by any thread.
 */
public final class Progress {

    private final Time time;
    private final AtomicReference<Step> step;

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
        this.step = new AtomicReference<>(new Step(Phase.BETWEEN, null, time.nanos(), Thread.currentThread()));
    }

    /** Enters a phase, or notes a step within it. */
    public void enter(Phase phase) {
        step.set(new Step(phase, null, time.nanos(), Thread.currentThread()));
    }

    /** Starts to process an asset. */
    public void process(String asset) {
        step.set(new Step(Phase.PROCESSING, asset, time.nanos(), Thread.currentThread()));
    }

    /** Notes a step within the present phase. */
    public void step() {
        Step present = present();
        step.set(new Step(present.phase(), present.asset(), time.nanos(), Thread.currentThread()));
    }

    /** Returns the present step. */
    public Step present() {
        return Objects.requireNonNull(step.get());
    }

    /** Restarts the clock, since the process was suspended, unless the worker enters another step meanwhile. */
    void restartClock() {
        Step present = present();
        step.compareAndSet(present, new Step(present.phase(), present.asset(), time.nanos(), present.worker()));
    }

    /** Returns whether a step exceeds its limit if it still lasts. */
    boolean isOverdue(Step step, RunSettings.Limits limits) {
        Duration limit =
                switch (step.phase()) {
                    case PROCESSING -> limits.assetTime();
                    case COMMITTING -> limits.commitTime();
                    case BETWEEN, SELECTING, LINKING -> limits.stepTime();
                };
        return time.isOver(step.since(), limit);
    }
}
