package org.openguides.processing.internal.maintenance;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.slf4j.Logger;

/**
 * Removes jobs of ended runs. If the repository fails while Sling records the end of a job, Sling forgets the job, and
 * its record remains active forever. Safe for use by multiple threads.
 */
public final class JobSweep {

    private static final Logger LOG = ServerLog.of(JobSweep.class);

    private final ServiceSessions sessions;
    private final Jobs jobs;
    private final Duration grace;
    private final Clock clock;

    /** The jobs that are recorded as active. */
    public interface Jobs {

        /** Returns the run ids by job id. */
        Map<String, String> runs();

        /** Removes a job, if it still exists. */
        void remove(String jobId);
    }

    /** @param grace time after the end of a run during which its jobs may still be finishing */
    public JobSweep(ServiceSessions sessions, Jobs jobs, Duration grace, Clock clock) {
        this.sessions = sessions;
        this.jobs = jobs;
        this.grace = grace;
        this.clock = clock;
    }

    /** Checks every active job. */
    public void sweep() throws RepositoryException {
        // Read before the session is opened, which then sees any resume for which a job was added.
        Map<String, String> runs = jobs.runs();
        if (runs.isEmpty()) {
            return;
        }
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            for (Map.Entry<String, String> job : runs.entrySet()) {
                String runId = job.getValue();
                if (RecordReader.read(runId, () -> isOver(session.jcr(), runId)).orElse(false)) {
                    LOG.warn("job={} of runId={}, which has ended, removed", job.getKey(), runId);
                    jobs.remove(job.getKey());
                }
            }
        }
    }

    /** A missing run may be one that is not visible on this node yet. */
    private boolean isOver(Session session, String runId) throws RepositoryException {
        Optional<RunNode> run = RunStore.find(session, runId);
        return run.isPresent()
                && run.get().state().isEnded()
                && run.get().updatedAt().plus(grace).isBefore(clock.instant());
    }
}
