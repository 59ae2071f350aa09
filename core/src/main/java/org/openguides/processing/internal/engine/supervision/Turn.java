package org.openguides.processing.internal.engine.supervision;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.ZoneId;

import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.store.Claims;

/**
 * The time slice that a worker spends on one run. When it has elapsed and other runs are active, the worker releases
 * its work, which the coordinator queues behind the work of other runs. For one thread.
 */
public final class Turn {

    private final Time time;
    private final Duration length;
    private long began;
    private boolean worked;

    /** Starts a time slice. */
    public Turn(Time time, Duration length) {
        this.time = time;
        this.length = length;
        this.began = time.nanos();
    }

    /** Notes that some work was done; a turn does not end before that. */
    public void worked() {
        worked = true;
    }

    /**
     * Returns whether it is another run's turn. Cheap to call often: it looks for other runs only once per time slice.
     */
    public boolean isOver(Session session) throws RepositoryException {
        if (!worked || !time.isOver(began, length)) {
            return false;
        }
        if (Claims.countWorking(session, time.now().atZone(ZoneId.systemDefault())) > 1) {
            return true;
        }
        began = time.nanos();
        return false;
    }
}
