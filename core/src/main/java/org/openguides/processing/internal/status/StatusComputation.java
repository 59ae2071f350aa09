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
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.openguides.processing.internal.walk.CurrentPaths;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.slf4j.Logger;

/**
 * Computes the rows of status jobs. A job that another live owner works on is left alone. Safe for use by multiple
 * threads.
 */
public final class StatusComputation {

    /** Number of rows in a segment; about 100 kB. */
    public static final int ROWS_IN_SEGMENT = 1_000;

    /** Interval of heartbeats while the worker pauses. */
    static final Duration HEARTBEAT = Duration.ofSeconds(20);

    private static final Logger LOG = ServerLog.of(StatusComputation.class);

    private final ServiceSessions sessions;
    private final Catalogs catalogs;
    private final CurrentPaths paths;
    private final StatusOwner owner;
    private final Rest rest;
    private final Clock clock;

    /** Ids of the jobs in work on this node: the owner does not distinguish two deliveries of a job. */
    private final Set<String> inWork = ConcurrentHashMap.newKeySet();

    /** How the work on a job has ended. */
    public enum Result {
        /** All rows have been computed. */
        DONE,
        /** The engine shuts down; the job must be delivered again. */
        INTERRUPTED,
        /** Another owner works on it, it has ended before, or it does not exist. */
        NOT_MINE
    }

    /**
     * @param paths assets that are processed at all; while their configuration is wrong, jobs fail
     * @param owner owner of the jobs in work
     * @param rest  throttles the work
     */
    public StatusComputation(
            ServiceSessions sessions,
            Catalogs catalogs,
            CurrentPaths paths,
            StatusOwner owner,
            Rest rest,
            Clock clock) {
        this.sessions = sessions;
        this.catalogs = catalogs;
        this.paths = paths;
        this.owner = owner;
        this.rest = rest;
        this.clock = clock;
    }

    /**
     * Computes all rows of a job, from the beginning if its owner has died. Each segment has its own session, so that
     * it reflects one revision of the repository, and is one commit. A job that is interrupted or fails is given up, so
     * that any owner may take it at once.
     *
     * @param stop polled before each segment and while pausing
     * @throws UnknownFormatException if only a later version understands the job
     * @throws RepositoryException if the repository fails; the job can be delivered again
     */
    public Result compute(String jobId, BooleanSupplier stop) throws RepositoryException {
        if (!inWork.add(jobId)) {
            return Result.NOT_MINE;
        }
        try {
            Work work = take(jobId);
            return work == null ? Result.NOT_MINE : compute(work, stop);
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
            ProcessedPaths processed = paths.get();
            Optional<String> complaint = processed.complaint();
            if (complaint.isPresent()) {
                LOG.warn("statusId={} fails: {}", jobId, complaint.get());
                job.get().end(StatusState.FAILED, clock.instant());
            }
            session.jcr().save();
            fence.saved();
            return complaint.isPresent()
                    ? null
                    : new Work(
                            job.get().node().getPath(),
                            fence,
                            new RowWalk(job.get().request(), catalogs, processed));
        } catch (InvalidItemStateException e) {
            LOG.debug("statusId={} has been acquired by another worker at the same time", jobId, e);
            return null;
        }
    }

    private Result compute(Work work, BooleanSupplier stop) throws RepositoryException {
        Result result = Result.INTERRUPTED; // also by an exception
        try {
            result = addSegments(work, stop);
        } catch (SupersededException e) {
            result = Result.NOT_MINE;
        } finally {
            if (result == Result.INTERRUPTED) {
                work.release();
            }
        }
        return result;
    }

    private Result addSegments(Work work, BooleanSupplier stop) throws RepositoryException, SupersededException {
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

    /** Marks a job as failed, unless it has ended or another owner works on it. */
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

    /** An acquired job. For one thread. */
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

        /**
         * Writes a heartbeat if one is due; returns false if that fails, for a reason that the next segment will
         * report.
         */
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
                LOG.debug("Cannot write a heartbeat to {}", path, e);
                return false;
            }
        }

        /**
         * Gives the job up: otherwise a new activation in this process, which cannot tell that this one has ended, would
         * refuse it until the lease expires. If that fails, the lease remains.
         */
        @SuppressWarnings("checkstyle:IllegalCatch") // must not hide why the job ends
        void release() {
            try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
                StatusNode job = StatusNode.at(session.jcr(), path);
                fence.pass(job.node());
                job.release(clock.instant());
                save(session);
            } catch (RepositoryException | SupersededException | RuntimeException e) {
                LOG.info("Cannot release {}; it can be taken over when its lease expires: {}", path, e.toString());
                LOG.debug("The cause at {}", path, e);
            }
        }

        private void save(ServiceSession session) throws RepositoryException {
            session.jcr().save();
            fence.saved();
            saved = clock.instant();
        }
    }
}
