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

/** One coordinator's hold on a run: its only writer of state and log. For one thread. */
final class RunSession {

    private final NodeServices node;
    private final String runPath;
    private final RunRequest request;
    private final Fence fence;
    private final RunLogWriter log;
    /** When it was last committed, monotonic. */
    private long committedAt;

    /** What one commit changes; may be called again when the commit has to be repeated. */
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

    /** The log; what is written to it goes to the repository with the next commit. */
    RunLogWriter log() {
        return log;
    }

    ServiceSession open() {
        return node.open();
    }

    RunNode run(Session session) throws RepositoryException {
        return RunNode.at(session, runPath);
    }

    /** Whether there has to be a commit though nothing has changed: a heartbeat, or lines of the log. */
    boolean isCommitDue() {
        return log.hasPending()
                || node.time()
                                .since(committedAt)
                                .compareTo(node.settings().leases().heartbeat())
                        >= 0;
    }

    /**
     * One commit: the change, the lines that the log has gained, the heartbeat and the fencing token.
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

    /** The wall-clock time, for what others read. */
    Instant now() {
        return node.time().now();
    }
}
