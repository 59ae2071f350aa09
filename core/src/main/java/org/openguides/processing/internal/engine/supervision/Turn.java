package org.openguides.processing.internal.engine.supervision;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.ZoneId;

import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.store.Claims;

/**
 * The time that a worker works for one run in one go. When it is over and other runs have not ended either, the worker gives its
 * work back; the coordinator queues it behind what waits already. For one thread.
 */
public final class Turn {

    private final Time time;
    private final Duration length;
    private long began;
    private boolean worked;

    /** Begins a turn. */
    public Turn(Time time, Duration length) {
        this.time = time;
        this.length = length;
        this.began = time.nanos();
    }

    /** Some work has been done: a turn in which nothing is done would be for nothing. */
    public void worked() {
        worked = true;
    }

    /** Whether it is another run's turn; asked time and again, it looks for other runs once in the length of a turn. */
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
