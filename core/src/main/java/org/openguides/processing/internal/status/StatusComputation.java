package org.openguides.processing.internal.status;

import javax.jcr.InvalidItemStateException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Computes the rows of status jobs. A job that another one works on is left to that one as long as it is alive. Safe for use by
 * many threads.
 */
public final class StatusComputation {

    /** How many rows a segment has; about 100 kB. */
    public static final int ROWS_IN_SEGMENT = 1_000;

    /** How often a job gets a sign of life while its worker rests. */
    static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(StatusComputation.class);

    private final ServiceSessions sessions;
    private final Catalogs catalogs;
    private final StatusOwner owner;
    private final Rest rest;
    private final Clock clock;

    /** Ids of the jobs that are worked on here: the owner alone does not tell one delivery of a job from another. */
    private final Set<String> inWork = ConcurrentHashMap.newKeySet();

    /** How the work on a job ended. */
    public enum Result {
        /** All rows are there. */
        DONE,
        /** The system stops; the job must be delivered again. */
        INTERRUPTED,
        /** It is worked on elsewhere, it has ended already, or there is no such job. */
        NOT_MINE
    }

    /**
     * @param owner for whom jobs are taken
     * @param rest  holds the work back
     */
    public StatusComputation(ServiceSessions sessions, Catalogs catalogs, StatusOwner owner, Rest rest, Clock clock) {
        this.sessions = sessions;
        this.catalogs = catalogs;
        this.owner = owner;
        this.rest = rest;
        this.clock = clock;
    }

    /**
     * Computes all rows of a job, anew if an owner has died over it. Each segment has its own session, so it tells of one
     * state of the repository, and is one commit.
     *
     * @param stop asked before each segment, and while it rests
     * @throws UnknownFormatException if only a later version understands the job
     * @throws RepositoryException if the repository refuses; the job can be delivered again
     */
    public Result compute(String jobId, BooleanSupplier stop) throws RepositoryException {
        if (!inWork.add(jobId)) {
            return Result.NOT_MINE;
        }
        try {
            Work work = take(jobId);
            return work == null ? Result.NOT_MINE : compute(work, stop);
        } catch (SupersededException e) {
            return Result.NOT_MINE;
        } finally {
            inWork.remove(jobId);
        }
    }

    private @Nullable Work take(String jobId) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Optional<StatusNode> job = find(session.jcr(), jobId);
            if (job.isEmpty() || !job.get().isFreeFor(owner)) {
                return null;
            }
            Fence fence = job.get().begin(owner.id(), clock.instant());
            session.jcr().save();
            fence.saved();
            return new Work(
                    job.get().node().getPath(), fence, new RowWalk(job.get().request(), catalogs));
        } catch (InvalidItemStateException e) {
            LOG.debug("statusId={} has been taken at the same instant", jobId, e);
            return null;
        }
    }

    private Result compute(Work work, BooleanSupplier stop) throws RepositoryException, SupersededException {
        while (!work.walk.isEnded()) {
            if (stop.getAsBoolean()) {
                return Result.INTERRUPTED;
            }
            long began = System.nanoTime();
            work.addSegment();
            if (!work.walk.isEnded()) {
                Duration took = Duration.ofNanos(System.nanoTime() - began);
                rest.after(took, () -> stop.getAsBoolean() || !work.isAliveAndSaysSo());
            }
        }
        return Result.DONE;
    }

    /** Marks a job as failed, unless it has ended or is worked on elsewhere. */
    public void fail(String jobId) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Optional<StatusNode> job = find(session.jcr(), jobId);
            if (job.isPresent() && !inWork.contains(jobId) && job.get().isFreeFor(owner)) {
                job.get().begin(owner.id(), clock.instant());
                job.get().end(StatusState.FAILED, clock.instant());
                session.jcr().save();
            }
        }
    }

    private static Optional<StatusNode> find(Session session, String jobId) throws RepositoryException {
        Optional<Node> node = StatusArchive.FOLDERS.find(session, jobId);
        return node.isEmpty() ? Optional.empty() : Optional.of(StatusNode.of(node.get()));
    }

    /** A job that has been taken. For one thread. */
    private final class Work {

        private final String path;
        private final Fence fence;
        private final RowWalk walk;
        private Instant saved = clock.instant();

        Work(String path, Fence fence, RowWalk walk) {
            this.path = path;
            this.fence = fence;
            this.walk = walk;
        }

        void addSegment() throws RepositoryException, SupersededException {
            try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
                List<StatusRow> rows = walk.next(session.jcr(), ROWS_IN_SEGMENT);
                StatusNode job = StatusNode.at(session.jcr(), path);
                fence.pass(job.node());
                if (!rows.isEmpty()) {
                    job.addSegment(rows, clock.instant());
                }
                if (walk.isEnded()) {
                    job.end(StatusState.SUCCEEDED, clock.instant());
                }
                save(session);
            }
        }

        /** Gives a sign of life when it is time; false if that does not work, which the next segment tells the reason of. */
        boolean isAliveAndSaysSo() {
            if (clock.instant().isBefore(saved.plus(HEARTBEAT))) {
                return true;
            }
            try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
                StatusNode job = StatusNode.at(session.jcr(), path);
                fence.pass(job.node());
                job.beat(clock.instant());
                save(session);
                return true;
            } catch (RepositoryException | SupersededException e) {
                LOG.debug("No sign of life at {}", path, e);
                return false;
            }
        }

        private void save(ServiceSession session) throws RepositoryException {
            session.jcr().save();
            fence.saved();
            saved = clock.instant();
        }
    }
}
