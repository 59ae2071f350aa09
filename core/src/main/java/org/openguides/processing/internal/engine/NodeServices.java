package org.openguides.processing.internal.engine;

import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;

/**
 * The services and settings that all parts of the engine on this node share. Immutable.
 *
 * @param sessions  opens sessions of the service users
 * @param time      the clocks of this process
 * @param settings  settings of the engine
 * @param ownership tells which owners have died
 * @param retry     repeats changes that met a conflict
 * @param wakeups   wakes the coordinators of this node
 * @param metrics   receives what is measured on this node
 * @param listener  is told of commits
 * @param outbox    collects messages about runs for other systems
 */
public record NodeServices(
        ServiceSessions sessions,
        Time time,
        RunSettings settings,
        Ownership ownership,
        Retry retry,
        Wakeups wakeups,
        EngineMetrics metrics,
        EngineListener listener,
        RunOutbox outbox) {

    /** Opens a session of the worker, which the caller closes. */
    public ServiceSession open() {
        return sessions.open(ServiceUser.WORKER);
    }
}
