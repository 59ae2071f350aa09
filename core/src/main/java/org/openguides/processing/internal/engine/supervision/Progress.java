package org.openguides.processing.internal.engine.supervision;

import java.time.Duration;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.engine.RunSettings;
import org.openguides.processing.internal.engine.Time;

/**
 * What a worker does now, and since when. Each step begins the time anew, so that only a worker that moves shows progress. The
 * worker's thread writes it; any thread may read it.
 */
public final class Progress {

    private final Time time;
    private volatile Step step;

    /** What a worker is busy with; each has a limit of its own. */
    public enum Phase {
        /** Anything that takes no time, such as looking for what is next. */
        BETWEEN,
        /** Walks and judges assets. */
        SELECTING,
        /** Processes one asset. */
        PROCESSING,
        /** Links some assets, or reads the maps that this takes. */
        LINKING,
        /** Saves. */
        COMMITTING
    }

    /**
     * One step.
     *
     * @param phase  what it is
     * @param asset  path of the asset that it is about; null if it is not about a single one
     * @param since  when it began, monotonic
     * @param worker the thread that is at it
     */
    public record Step(Phase phase, @Nullable String asset, long since, Thread worker) {}

    public Progress(Time time) {
        this.time = time;
        this.step = new Step(Phase.BETWEEN, null, time.nanos(), Thread.currentThread());
    }

    /** The worker begins with something else, or has come a step further with it. */
    public void enter(Phase phase) {
        step = new Step(phase, null, time.nanos(), Thread.currentThread());
    }

    /** The worker begins with an asset. */
    public void process(String asset) {
        step = new Step(Phase.PROCESSING, asset, time.nanos(), Thread.currentThread());
    }

    /** The worker has come a step further with what it is at. */
    public void step() {
        Step present = step;
        step = new Step(present.phase(), present.asset(), time.nanos(), Thread.currentThread());
    }

    /** What the worker does now. */
    public Step present() {
        return step;
    }

    /** The process has stood still: that time does not count. */
    void forgive() {
        Step present = step;
        step = new Step(present.phase(), present.asset(), time.nanos(), present.worker());
    }

    /** Whether the present step takes longer than it may. */
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
