package org.openguides.processing.internal.maintenance;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes the jobs of runs that have ended. If the repository fails while Sling notes that a job is done, Sling forgets the
 * job, and its record says for ever that it is worked on. Safe for use by many threads.
 */
public final class JobSweep {

    private static final Logger LOG = LoggerFactory.getLogger(JobSweep.class);

    private final ServiceSessions sessions;
    private final Jobs jobs;
    private final Duration grace;
    private final Clock clock;

    /** The jobs that are said to be worked on. */
    public interface Jobs {

        /** For each id of a job the id of its run. */
        Map<String, String> runs();

        /** Removes a job; nothing happens if it is not there any more. */
        void remove(String jobId);
    }

    /** @param grace how long after the end of a run its jobs may still be on their way out */
    public JobSweep(ServiceSessions sessions, Jobs jobs, Duration grace, Clock clock) {
        this.sessions = sessions;
        this.jobs = jobs;
        this.grace = grace;
        this.clock = clock;
    }

    /** Looks at every job that is said to be worked on. */
    public void sweep() throws RepositoryException {
        // Before the session is opened: it knows then of a resume for which a job was added.
        Map<String, String> runs = jobs.runs();
        if (runs.isEmpty()) {
            return;
        }
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            for (Map.Entry<String, String> job : runs.entrySet()) {
                String runId = job.getValue();
                if (RecordReader.read(runId, () -> isOver(session.jcr(), runId)).orElse(false)) {
                    LOG.warn("job={} of runId={}, which has ended, is removed", job.getKey(), runId);
                    jobs.remove(job.getKey());
                }
            }
        }
    }

    /** A run that is not there may be one that this node does not know of yet. */
    private boolean isOver(Session session, String runId) throws RepositoryException {
        Optional<RunNode> run = RunStore.find(session, runId);
        return run.isPresent()
                && run.get().state().isEnded()
                && run.get().updatedAt().plus(grace).isBefore(clock.instant());
    }
}
