package org.openguides.processing.internal.maintenance;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the runs that no coordinator works on: accepted in the instant before a crash, so that their job was never added, or left
 * by a coordinator that has died or hangs. It goes by the claims, for every run that has not ended holds one; a claim
 * without such a run is removed, as it would keep others out for ever. Safe for use by many threads.
 */
public final class RunSweep {

    private static final Logger LOG = LoggerFactory.getLogger(RunSweep.class);

    private final ServiceSessions sessions;
    private final Jobs jobs;
    private final Deaths deaths;
    private final Duration grace;
    private final Clock clock;

    /** The jobs that give runs to coordinators. */
    public interface Jobs {

        /**
         * Whether there is a job that waits. One that is said to be worked on does not count: Sling forgets that it must
         * be delivered again if it cannot note that, and a coordinator who is alive gives signs.
         */
        boolean isThere(String runId);

        /** Adds one; too many do no harm. */
        void add(String runId);
    }

    /** Tells whether an owner has died, from its id and its last heartbeat. */
    @FunctionalInterface
    public interface Deaths {

        /** Whether the owner of a run, which is at a path, has died. */
        boolean isGone(String what, String owner, @Nullable Instant heartbeat);
    }

    /** @param grace how long a queued run may have no job, as one that has just been accepted */
    public RunSweep(ServiceSessions sessions, Jobs jobs, Deaths deaths, Duration grace, Clock clock) {
        this.sessions = sessions;
        this.jobs = jobs;
        this.deaths = deaths;
        this.grace = grace;
        this.clock = clock;
    }

    /** Looks at every run that has not ended; one that only a later version understands is left to nodes of that version. */
    public void sweep() throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            for (Claims.Claim claim : Claims.all(session.jcr())) {
                Optional<Boolean> seen = RecordReader.read(claim.runId(), () -> look(session.jcr(), claim));
                if (seen.isEmpty()) {
                    session.jcr().refresh(false);
                }
            }
        }
    }

    /** Does what has to be done for one run; returns whether that was anything. */
    private boolean look(Session session, Claims.Claim claim) throws RepositoryException {
        Optional<RunNode> run = RunStore.find(session, claim.runId());
        if (run.isEmpty() || run.get().state().isEnded()) {
            // a later version may keep its runs elsewhere
            return !claim.later() && release(session, claim.runId());
        }
        if (isForsaken(run.get()) && !jobs.isThere(claim.runId())) {
            LOG.warn("runId={} has no worker and gets a new job", claim.runId());
            jobs.add(claim.runId());
            return true;
        }
        return false;
    }

    private boolean isForsaken(RunNode run) throws RepositoryException {
        if (run.state() == RunState.RUNNING) {
            return deaths.isGone(run.node().getPath(), run.owner(), run.updatedAt());
        }
        Instant now = clock.instant();
        // one that may not begin yet has a job that is worked on: its coordinator waits
        return run.updatedAt().plus(grace).isBefore(now)
                && run.request().untilAllowed(now, ZoneId.systemDefault()).isZero();
    }

    private static boolean release(Session session, String runId) throws RepositoryException {
        try {
            Claims.release(session, runId);
            session.save();
            LOG.warn("runId={} has ended or been removed, and its claim is removed too", runId);
            return true;
        } catch (InvalidItemStateException e) {
            // Another session changes it at this instant; the next sweep sees the outcome.
            session.refresh(false);
            return false;
        }
    }
}
