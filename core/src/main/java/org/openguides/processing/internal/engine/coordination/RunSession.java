package org.openguides.processing.internal.engine.coordination;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;

import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.runlog.RunLogWriter;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.SupersededException;

/** A coordinator's fenced access to its run, through which all changes of state and log are written. For one thread. */
final class RunSession {

    private final NodeServices node;
    private final String runPath;
    private final RunRequest request;
    private final Fence fence;
    private final RunLogWriter log;
    /** Monotonic time of the last commit. */
    private long committedAt;

    /** The changes of one commit; called again when the commit has to be repeated. */
    @FunctionalInterface
    interface Change {
        void apply(RunNode run) throws RepositoryException;
    }

    RunSession(NodeServices node, RunNode run, RunRequest request, Fence fence, RunLogWriter log)
            throws RepositoryException {
        this.node = node;
        this.runPath = run.node().getPath();
        this.request = request;
        this.fence = fence;
        this.log = log;
        this.committedAt = node.time().nanos();
    }

    RunRequest request() {
        return request;
    }

    /** Returns the log. Its lines are saved with the next commit. */
    RunLogWriter log() {
        return log;
    }

    ServiceSession open() {
        return node.open();
    }

    RunNode run(Session session) throws RepositoryException {
        return RunNode.at(session, runPath);
    }

    /** Returns whether a commit is due without any change: for a heartbeat or for new lines of the log. */
    boolean isCommitDue() {
        return log.hasPending()
                || node.time()
                                .since(committedAt)
                                .compareTo(node.settings().leases().heartbeat())
                        >= 0;
    }

    /**
     * Commits a change together with new log lines, the heartbeat and the fencing token.
     *
     * @throws SupersededException if another coordinator has taken over; nothing has been written then
     */
    void commit(Session session, Change change) throws RepositoryException, SupersededException {
        node.retry().<Boolean, SupersededException>onConflict(session, () -> {
            log.discarded();
            RunNode run = run(session);
            fence.pass(run.node());
            change.apply(run);
            run.beat(now());
            log.stage(session);
            session.save();
            return true;
        });
        fence.saved();
        log.saved();
        committedAt = node.time().nanos();
    }

    /** Returns the wall-clock time, which is written for others to read. */
    Instant now() {
        return node.time().now();
    }
}
