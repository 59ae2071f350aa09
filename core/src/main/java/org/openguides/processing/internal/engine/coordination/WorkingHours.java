package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.ZoneId;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.DailyHours;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;

/** Has the workers of a run rest outside of the hours in which it may work. For one thread. */
final class WorkingHours {

    private final RunSession held;
    private final Time time;
    private boolean resting;

    /** What a look has shown. */
    enum Look {
        /** The run may work. */
        WORKS,
        /** It may work again; its workers had stopped. */
        BEGINS,
        /** It must not work. */
        RESTS
    }

    private WorkingHours(RunSession held, Time time, boolean resting) {
        this.held = held;
        this.time = time;
        this.resting = resting;
    }

    /** Of a run, which may rest since the time of an earlier coordinator. */
    static WorkingHours of(RunSession held, Time time, RunNode run) throws RepositoryException {
        return new WorkingHours(held, time, held.request().dailyHours() != null && run.isResting());
    }

    /** Looks at the clock, and tells workers and users if the hours have begun or ended. */
    Look look(Session session) throws RepositoryException, SupersededException {
        @Nullable DailyHours hours = held.request().dailyHours();
        boolean out = hours != null && !hours.include(time.now().atZone(ZoneId.systemDefault()));
        if (out == resting) {
            return resting ? Look.RESTS : Look.WORKS;
        }
        String comment = out ? "Rests until " + (hours == null ? "" : hours.from()) + ", as it may work " + hours : "";
        held.log().info(out ? comment : "Goes on, as it may work again");
        held.commit(session, run -> {
            run.setResting(out);
            run.setComment(comment);
        });
        resting = out;
        return out ? Look.RESTS : Look.BEGINS;
    }
}
