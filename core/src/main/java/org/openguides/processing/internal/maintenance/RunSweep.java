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
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.slf4j.Logger;

/**
 * Finds runs without a coordinator: accepted just before a crash, so that their job was never added, or left by a
 * coordinator that has died or hangs. Uses the claims, as every run that has not ended has one. A claim without such a
 * run is removed, since it would block other runs forever. Safe for use by multiple threads.
 */
public final class RunSweep {

    private static final Logger LOG = ServerLog.of(RunSweep.class);

    private final ServiceSessions sessions;
    private final Jobs jobs;
    private final Deaths deaths;
    private final Duration grace;
    private final Clock clock;

    /** The jobs that assign runs to coordinators. */
    public interface Jobs {

        /**
         * Returns whether a job is queued. An active job does not count: Sling may have lost it if the repository
         * failed, and a live coordinator has a heartbeat.
         */
        boolean isThere(String runId);

        /** Adds a job; duplicates are harmless. */
        void add(String runId);
    }

    /** Decides whether an owner has died. */
    @FunctionalInterface
    public interface Deaths {

        /** Returns whether the owner of the run at a path has died. */
        boolean isGone(String what, String owner, @Nullable Instant heartbeat);
    }

    /** @param grace how long a queued run may have no job, since it may just have been accepted */
    public RunSweep(ServiceSessions sessions, Jobs jobs, Deaths deaths, Duration grace, Clock clock) {
        this.sessions = sessions;
        this.jobs = jobs;
        this.deaths = deaths;
        this.grace = grace;
        this.clock = clock;
    }

    /** Checks every run that has not ended; runs of a later version are left to nodes with that version. */
    public void sweep() throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            for (Claims.Claim claim : Claims.all(session.jcr())) {
                Optional<Boolean> seen = RecordReader.read(claim.runId(), () -> check(session.jcr(), claim));
                if (seen.isEmpty()) {
                    session.jcr().refresh(false);
                }
            }
        }
    }

    /** Checks one run; returns whether anything was done for it. */
    private boolean check(Session session, Claims.Claim claim) throws RepositoryException {
        Optional<RunNode> run = RunStore.find(session, claim.runId());
        if (run.isEmpty() || run.get().state().isEnded()) {
            // a later version may store its runs elsewhere
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
        // a run that may not start yet has an active job, whose coordinator waits
        return run.updatedAt().plus(grace).isBefore(now)
                && run.request().untilAllowed(now, ZoneId.systemDefault()).isZero();
    }

    private static boolean release(Session session, String runId) throws RepositoryException {
        try {
            Claims.release(session, runId);
            session.save();
            LOG.warn("runId={} has ended or been removed; its claim is removed", runId);
            return true;
        } catch (InvalidItemStateException e) {
            // Another session is changing it; the next sweep sees the result.
            session.refresh(false);
            return false;
        }
    }
}
