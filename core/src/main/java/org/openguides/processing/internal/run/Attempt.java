package org.openguides.processing.internal.run;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Instant;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.runlog.RunLogWriter;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;

/** One execution of a run by one coordinator: the only writer of the run node and of the log. For one thread. */
final class Attempt {

    private static final int TRIES = 5;

    private final ServiceSessions sessions;
    private final Clock clock;
    private final String runPath;
    private final RunRequest request;
    private final boolean renewsOutdated;
    private final Fence fence;
    private final RunLogWriter log;

    /** What one commit changes; may be called again when the commit has to be repeated. */
    @FunctionalInterface
    interface Change {
        void apply(RunNode run) throws RepositoryException;
    }

    Attempt(ServiceSessions sessions, Clock clock, RunNode run, RunRequest request, Fence fence, RunLogWriter log)
            throws RepositoryException {
        this.sessions = sessions;
        this.clock = clock;
        this.runPath = run.node().getPath();
        this.request = request;
        this.renewsOutdated = request.filter().skipProcessed() && run.renewsOutdated();
        this.fence = fence;
        this.log = log;
    }

    RunRequest request() {
        return request;
    }

    /** Whether the run processes assets again whose results are outdated, although it leaves out what has been processed. */
    boolean renewsOutdated() {
        return renewsOutdated;
    }

    /** The log; what is written to it goes to the repository with the next commit. */
    RunLogWriter log() {
        return log;
    }

    ServiceSession open() {
        return sessions.open(ServiceUser.WORKER);
    }

    RunNode run(Session session) throws RepositoryException {
        return RunNode.at(session, runPath);
    }

    /**
     * One commit: the change, the lines that the log has gained, the heartbeat and the fencing token.
     *
     * @throws SupersededException if another coordinator has taken over; nothing has been written then
     */
    void commit(Session session, Change change) throws RepositoryException, SupersededException {
        for (int attempt = 1; ; attempt++) {
            try {
                RunNode run = run(session);
                fence.pass(run.node());
                change.apply(run);
                run.beat(now());
                log.stage(session);
                session.save();
                fence.saved();
                log.saved();
                return;
            } catch (InvalidItemStateException e) {
                // A cancel request or a claim came in between; the present state decides what comes next.
                session.refresh(false);
                log.discarded();
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }

    /** As long as the settings say. */
    Backoff backoff(RunSettings settings) {
        return new Backoff(clock, settings.safety());
    }

    /**
     * Writes to the log that the run waits, or goes on; nothing if it is as it was.
     *
     * @param reason what was waited for before
     */
    void tell(String before, String now, @Nullable ThrottleReason reason) {
        if (!now.isEmpty() && before.isEmpty()) {
            log.warn(now);
        } else if (now.isEmpty() && !before.isEmpty()) {
            log.info(Backoff.over(reason));
        }
    }

    Instant now() {
        return clock.instant();
    }
}
