package org.openguides.processing.internal.status;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;

import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;

/** Computes the rows of status jobs. Safe for use by many threads. */
public final class StatusComputation {

    /** How many rows a segment has; about 100 kB. */
    public static final int ROWS_IN_SEGMENT = 1_000;

    private final ServiceSessions sessions;
    private final Catalogs catalogs;
    private final Clock clock;

    /** How the work on a job ended. */
    public enum Result {
        /** All rows are there. */
        DONE,
        /** The system stops; the job must be given to somebody again. */
        INTERRUPTED,
        /** Somebody else has it, it has ended already, or there is no such job. */
        NOT_MINE
    }

    public StatusComputation(ServiceSessions sessions, Catalogs catalogs, Clock clock) {
        this.sessions = sessions;
        this.catalogs = catalogs;
        this.clock = clock;
    }

    /**
     * Computes all rows of a job, anew if somebody has begun before. Each segment has its own session, so it tells of one
     * state of the repository, and is one commit.
     *
     * @param stop asked before each segment
     * @throws UnknownFormatException if only a later version understands the job
     * @throws RepositoryException if the repository refuses; the job can be given to somebody again
     */
    public Result compute(String jobId, BooleanSupplier stop) throws RepositoryException {
        String path;
        Fence fence;
        RowWalk walk;
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Optional<StatusNode> job = find(session.jcr(), jobId);
            if (job.isEmpty() || job.get().state().isEnded()) {
                return Result.NOT_MINE;
            }
            fence = job.get().begin(clock.instant());
            session.jcr().save();
            fence.saved();
            path = job.get().node().getPath();
            walk = new RowWalk(job.get().request(), catalogs);
        }
        try {
            while (!walk.isEnded()) {
                if (stop.getAsBoolean()) {
                    return Result.INTERRUPTED;
                }
                addSegment(path, fence, walk);
            }
            return Result.DONE;
        } catch (SupersededException e) {
            return Result.NOT_MINE;
        }
    }

    /** Marks a job as failed, unless it has ended. */
    public void fail(String jobId) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Optional<StatusNode> job = find(session.jcr(), jobId);
            if (job.isPresent() && !job.get().state().isEnded()) {
                job.get().begin(clock.instant());
                job.get().end(StatusState.FAILED, clock.instant());
                session.jcr().save();
            }
        }
    }

    private void addSegment(String path, Fence fence, RowWalk walk) throws RepositoryException, SupersededException {
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
            session.jcr().save();
            fence.saved();
        }
    }

    private static Optional<StatusNode> find(Session session, String jobId) throws RepositoryException {
        Optional<Node> node = StatusArchive.FOLDERS.find(session, jobId);
        return node.isEmpty() ? Optional.empty() : Optional.of(StatusNode.of(node.get()));
    }
}
