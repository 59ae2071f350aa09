package org.openguides.processing.internal.status;

import javax.jcr.Node;
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
import org.slf4j.Logger;

/**
 * Recovers status jobs that the job system has lost because the repository failed while it recorded the end of a job:
 * those without a live owner get a new job, and leftovers of ended jobs are removed. Safe for use by multiple threads.
 */
public final class StatusSweep {

    private static final Logger LOG = ServerLog.of(StatusSweep.class);

    /** Older requests are no longer waited for. */
    private static final Duration LOOKED_AT = Duration.ofDays(1);

    private final ServiceSessions sessions;
    private final Jobs jobs;
    private final StatusOwner owner;
    private final Duration grace;
    private final Clock clock;

    /** The entries of the job system for status jobs. */
    public interface Jobs {

        /** Returns whether an entry waits for a worker. */
        boolean isWaiting(String statusId);

        /** Adds an entry. */
        void add(String statusId);

        /** Returns the ids of status jobs by the id of their active entry. */
        Map<String, String> inWork();

        /** Removes an entry by its own id, if it still exists. */
        void remove(String jobId);
    }

    /**
     * @param owner decides which owners have died
     * @param grace how long a status job may wait before the job system is queried, and how long leftovers may remain
     */
    public StatusSweep(ServiceSessions sessions, Jobs jobs, StatusOwner owner, Duration grace, Clock clock) {
        this.sessions = sessions;
        this.jobs = jobs;
        this.owner = owner;
        this.grace = grace;
        this.clock = clock;
    }

    /** Checks every status job of the last day. */
    public void sweep() throws RepositoryException {
        // Read before the session is opened, which then sees the status jobs of all entries.
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
                    case COMPUTING -> late && hasNoOwner(job, id);
                    case SUCCEEDED, FAILED -> false;
                };
        if (forsaken && !jobs.isWaiting(id)) {
            LOG.warn("statusId={} has no worker and gets a new job", id);
            jobs.add(id);
            return true;
        }
        return false;
    }

    private boolean hasNoOwner(StatusNode job, String id) throws RepositoryException {
        return job.owner().isEmpty() || owner.isGone(id, job.owner(), job.updatedAt());
    }

    private void removeIfOver(Session session, String jobId, String statusId) throws RepositoryException {
        Optional<Boolean> over = RecordReader.read(statusId, () -> {
            Optional<Node> node = StatusArchive.FOLDERS.find(session, statusId);
            return node.isPresent() && isOver(StatusNode.of(node.get()));
        });
        if (over.orElse(false)) {
            LOG.warn("job={} of statusId={}, which has ended, removed", jobId, statusId);
            jobs.remove(jobId);
        }
    }

    private boolean isOver(StatusNode job) throws RepositoryException {
        return job.state().isEnded() && job.updatedAt().plus(grace).isBefore(clock.instant());
    }
}
