package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.ZoneId;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.DailyHours;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;

/** Suspends the workers of a run outside its working hours. For one thread. */
final class WorkingHours {

    private final RunSession held;
    private final Time time;
    private boolean resting;
    /** Whether the comment says that it rests; a takeover has cleared it. */
    private boolean told;

    /** The state of the run with regard to its working hours. */
    enum State {
        /** The run may work. */
        WORKS,
        /** The run may work again after its workers had stopped. */
        BEGINS,
        /** The run must not work. */
        RESTS
    }

    private WorkingHours(RunSession held, Time time, boolean resting) {
        this.held = held;
        this.time = time;
        this.resting = resting;
    }

    /** Creates the working hours of a run, which may already be suspended by an earlier coordinator. */
    static WorkingHours of(RunSession held, Time time, RunNode run) throws RepositoryException {
        return new WorkingHours(held, time, held.request().dailyHours() != null && run.isResting());
    }

    /** Checks the time, and tells workers and users if the working hours have begun or ended. */
    State check(Session session) throws RepositoryException, SupersededException {
        @Nullable DailyHours hours = held.request().dailyHours();
        boolean out = hours != null && !hours.include(time.now().atZone(ZoneId.systemDefault()));
        if (out == resting && out == told) {
            return resting ? State.RESTS : State.WORKS;
        }
        String comment =
                out ? "Rests until " + (hours == null ? "" : hours.from()) + ", as its working hours are " + hours : "";
        held.log().info(out ? comment : "Continues, as its working hours have begun");
        held.commit(session, run -> {
            run.setResting(out);
            run.setComment(comment);
        });
        resting = out;
        told = out;
        return out ? State.RESTS : State.BEGINS;
    }
}
