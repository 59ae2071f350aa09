package org.openguides.processing.internal.status;

import javax.jcr.InvalidItemStateException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Optional;
import java.util.UUID;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.DayFolders;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.UnknownFormatException;

/** Status jobs below {@code /var/openguides/status/yyyy/MM/dd}. Safe for use by multiple threads. */
public final class StatusArchive {

    /** Path of the parent of all status jobs. */
    public static final String ROOT = "/var/openguides/status";

    static final DayFolders FOLDERS = new DayFolders(ROOT);

    /** How long an expired job is kept, so that a response in progress can be completed. */
    private static final Duration GRACE = Duration.ofHours(1);

    private final ServiceSessions sessions;
    private final Retry retry;
    private final Clock clock;
    private final Duration kept;

    /**
     * Creates an archive.
     *
     * @param kept how long after its last change a job can be found
     */
    public StatusArchive(ServiceSessions sessions, Retry retry, Clock clock, Duration kept) {
        this.sessions = sessions;
        this.retry = retry;
        this.clock = clock;
        this.kept = kept;
    }

    /** Adds a queued job; returns its id. */
    public String add(StatusRequest request) throws RepositoryException {
        String id = UUID.randomUUID().toString();
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            // another session may create or remove the folder of the day at the same time
            return retry.<String, RepositoryException>onConflict(session.jcr(), () -> {
                Instant now = clock.instant();
                StatusNode.create(FOLDERS.folder(session.jcr(), now), id, request, now);
                session.jcr().save();
                return id;
            });
        }
    }

    /** Removes a job, if it exists. */
    public void remove(String id) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Optional<Node> job = FOLDERS.find(session.jcr(), id);
            if (job.isPresent()) {
                job.get().remove();
                session.jcr().save();
            }
        }
    }

    /** Returns the job with this id; empty if there is none, it has expired, or only a later version understands it. */
    public Optional<StatusJob> find(String id) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            Optional<Node> node = FOLDERS.find(session.jcr(), id);
            if (node.isEmpty()) {
                return Optional.empty();
            }
            StatusNode job = StatusNode.of(node.get());
            return isOlder(job, kept) ? Optional.empty() : Optional.of(job.snapshot());
        } catch (UnknownFormatException e) {
            RecordReader.leave(id, e);
            return Optional.empty();
        }
    }

    /** See {@link StatusJobs#rows}. */
    public Iterator<StatusRow> rows(StatusJob job, StatusJobs.View view) {
        return new RowsInView(
                new StoredRows(sessions, FOLDERS.path(job.createdAt()) + "/" + job.id(), job.segments()),
                job.request().paths(),
                view);
    }

    /**
     * Removes expired jobs after a grace period, each in its own commit; also damaged ones, but none of a later
     * version. Jobs that another session is changing are left for the next call.
     *
     * @return number of removed jobs
     */
    public int removeExpired() throws RepositoryException {
        int removed = 0;
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            for (Node day : FOLDERS.days(session.jcr()).toList()) {
                // another node may have removed the day since the days were listed
                Optional<Integer> ofDay = RecordReader.read(day, () -> removeExpiredOf(session.jcr(), day));
                if (ofDay.isEmpty()) {
                    session.jcr().refresh(false);
                }
                removed += ofDay.orElse(0);
            }
        } catch (ProcessingException e) {
            throw new RepositoryException(e);
        }
        return removed;
    }

    private int removeExpiredOf(Session session, Node day) throws RepositoryException {
        int removed = 0;
        for (Node job : FOLDERS.children(day).toList()) {
            removed += removeExpired(session, job) ? 1 : 0;
        }
        saved(session, () -> prune(day));
        return removed;
    }

    private boolean removeExpired(Session session, Node job) throws RepositoryException {
        Optional<Boolean> removed = RecordReader.read(job, () -> saved(session, () -> removeIfExpired(job)));
        if (removed.isEmpty()) {
            session.refresh(false);
        }
        return removed.orElse(false);
    }

    private boolean removeIfExpired(Node job) throws RepositoryException {
        StatusNode node = StatusNode.of(job);
        node.checkState();
        boolean expired = isOlder(node, kept.plus(GRACE));
        if (expired) {
            job.remove();
        }
        return expired;
    }

    private boolean prune(Node day) throws RepositoryException {
        FOLDERS.prune(day, clock.instant());
        return true;
    }

    /** Returns whether a change was made and saved; false also on a conflict with another session. */
    private static boolean saved(Session session, Change change) throws RepositoryException {
        try {
            boolean changed = change.make();
            session.save();
            return changed;
        } catch (InvalidItemStateException e) {
            session.refresh(false);
            return false;
        }
    }

    private boolean isOlder(StatusNode job, Duration age) throws RepositoryException {
        return job.updatedAt().plus(age).isBefore(clock.instant());
    }

    /** Makes a change; returns whether there was anything to change. */
    @FunctionalInterface
    private interface Change {
        boolean make() throws RepositoryException;
    }
}
