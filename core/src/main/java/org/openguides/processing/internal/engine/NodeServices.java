package org.openguides.processing.internal.engine;

import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;

/**
 * What everything that works on this node needs. Immutable.
 *
 * @param sessions  opens sessions of the service users
 * @param time      the times of this process
 * @param settings  how the engine works
 * @param ownership tells whose work may be taken over
 * @param retry     repeats what met a conflict
 * @param wakeups   wakes up the coordinators of this node
 */
public record NodeServices(
        ServiceSessions sessions, Time time, RunSettings settings, Ownership ownership, Retry retry, Wakeups wakeups) {

    /** A session of the worker, which the caller closes. */
    public ServiceSession open() {
        return sessions.open(ServiceUser.WORKER);
    }
}
