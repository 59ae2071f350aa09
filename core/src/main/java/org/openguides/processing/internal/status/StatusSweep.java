package org.openguides.processing.internal.status;

import javax.jcr.Node;
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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks after status jobs that the job system has forgotten, as it does when the repository fails while it notes how a job went:
 * those that no living owner works on get a new job, and what is left of jobs that have ended is removed. Safe for use by many
 * threads.
 */
public final class StatusSweep {

    private static final Logger LOG = LoggerFactory.getLogger(StatusSweep.class);

    /** What was asked longer ago is no longer waited for. */
    private static final Duration LOOKED_AT = Duration.ofDays(1);

    private final ServiceSessions sessions;
    private final Jobs jobs;
    private final StatusOwner owner;
    private final Duration grace;
    private final Clock clock;

    /** The jobs of the job system that are about status jobs. */
    public interface Jobs {

        /** Whether one waits for a worker. */
        boolean isWaiting(String statusId);

        /** Adds one. */
        void add(String statusId);

        /** Of those that are said to be worked on, the id of each with that of its status job. */
        Map<String, String> inWork();

        /** Removes one by its own id; nothing happens if it is not there any more. */
        void remove(String jobId);
    }

    /**
     * @param owner knows which owners have died
     * @param grace how long a status job may wait before the job system is asked about it, and what is left of one may stay
     */
    public StatusSweep(ServiceSessions sessions, Jobs jobs, StatusOwner owner, Duration grace, Clock clock) {
        this.sessions = sessions;
        this.jobs = jobs;
        this.owner = owner;
        this.grace = grace;
        this.clock = clock;
    }

    /** Looks at every status job of the last day. */
    public void sweep() throws RepositoryException {
        // Before the session is opened: it knows then of what the jobs are about.
        Map<String, String> inWork = jobs.inWork();
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            String first = StatusArchive.FOLDERS.path(clock.instant().minus(LOOKED_AT));
            StatusArchive.FOLDERS.visit(session.jcr(), null, day -> {
                boolean recent = day.getPath().compareTo(first) >= 0;
                if (recent) {
                    for (Node node : StatusArchive.FOLDERS.children(day).toList()) {
                        RecordReader.read(node, () -> sendIfForsaken(StatusNode.of(node), node.getName()));
                    }
                }
                return recent;
            });
            for (Map.Entry<String, String> job : inWork.entrySet()) {
                removeIfOver(session.jcr(), job.getKey(), job.getValue());
            }
        }
    }

    private boolean sendIfForsaken(StatusNode job, String id) throws RepositoryException {
        boolean late = job.updatedAt().plus(grace).isBefore(clock.instant());
        boolean forsaken =
                switch (job.state()) {
                    case QUEUED -> late;
                    case COMPUTING -> late && owner.isGone(id, job.owner(), job.updatedAt());
                    case SUCCEEDED, FAILED -> false;
                };
        if (forsaken && !jobs.isWaiting(id)) {
            LOG.warn("statusId={} has no worker and gets a new job", id);
            jobs.add(id);
            return true;
        }
        return false;
    }

    private void removeIfOver(Session session, String jobId, String statusId) throws RepositoryException {
        Optional<Boolean> over = RecordReader.read(statusId, () -> {
            Optional<Node> node = StatusArchive.FOLDERS.find(session, statusId);
            return node.isPresent() && isOver(StatusNode.of(node.get()));
        });
        if (over.orElse(false)) {
            LOG.warn("job={} of statusId={}, which has ended, is removed", jobId, statusId);
            jobs.remove(jobId);
        }
    }

    private boolean isOver(StatusNode job) throws RepositoryException {
        return job.state().isEnded() && job.updatedAt().plus(grace).isBefore(clock.instant());
    }
}
