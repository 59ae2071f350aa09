package org.openguides.processing.internal.job;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;

import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.run.Cluster;
import org.openguides.processing.internal.runlog.RunLogWriter;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;

/**
 * What users do to runs. Where no coordinator works on a run, the change is made at once and fenced; where one does, only
 * a wish is noted, which it notices within a second. Safe for use by many threads.
 */
final class StateChanges {

    private static final int TRIES = 10;

    private final ServiceSessions sessions;
    private final Cluster cluster;

    StateChanges(ServiceSessions sessions, Cluster cluster) {
        this.sessions = sessions;
        this.cluster = cluster;
    }

    /** A change of one run; repeated if somebody else changes the run at the same instant. */
    private interface Change<E extends Exception> {
        void apply(Session session, RunNode run) throws RepositoryException, WrongStateException, E;
    }

    Run cancel(String id, String user) throws WrongStateException {
        return this.<RuntimeException>change(id, (session, run) -> {
            switch (run.state()) {
                case QUEUED -> {
                    String comment = "Cancelled by " + user;
                    move(run, RunEvent.CANCEL, comment);
                    run.failSelection();
                    Claims.release(session, id);
                    log(session, run, comment + " before it began");
                }
                case RUNNING -> run.requestCancel(user, Instant.now());
                case CANCELLED -> {}
                default -> throw new WrongStateException(run.state());
            }
        });
    }

    Run resume(String id, String user) throws WrongStateException, OverlapException {
        return this.<OverlapException>change(id, (session, run) -> {
            move(run, RunEvent.RESUME, "");
            RunRequest request = run.request();
            Claims.take(session, id, request.paths(), request.excludedPaths());
            run.forgetStop();
            log(session, run, "Resumed by " + user);
        });
    }

    /** Ends a queued run that nobody will take. */
    void fail(String id, String reason) {
        try {
            this.<RuntimeException>change(id, (session, run) -> {
                if (run.state() == RunState.QUEUED) {
                    move(run, RunEvent.FAIL, reason);
                    Claims.release(session, id);
                    log(session, run, reason);
                }
            });
        } catch (WrongStateException e) {
            throw new ProcessingException("a queued run can always fail", e);
        }
    }

    private static void move(RunNode run, RunEvent event, String comment)
            throws RepositoryException, WrongStateException {
        RunState present = run.state();
        if (!run.apply(event, Instant.now(), comment)) {
            throw new WrongStateException(present);
        }
        Fence.seize(run.node());
    }

    private static void log(Session session, RunNode run, String message) throws RepositoryException {
        RunLogWriter log = RunLogs.writer();
        log.attach(RunLogWriter.create(run.node()));
        log.info(message);
        log.stage(session);
    }

    /** The state that forbids a change may be over: another node may have ended the run a moment ago. */
    private <E extends Exception> Run change(String id, Change<E> change) throws WrongStateException, E {
        Patience patience = new Patience(cluster);
        while (true) {
            try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
                return change(session.jcr(), id, change);
            } catch (WrongStateException e) {
                if (!patience.again()) {
                    throw e;
                }
            } catch (RepositoryException e) {
                throw new ProcessingException("the run cannot be changed", e);
            }
        }
    }

    private static <E extends Exception> Run change(Session session, String id, Change<E> change)
            throws RepositoryException, WrongStateException, E {
        for (int attempt = 1; ; attempt++) {
            try {
                RunNode run =
                        RunStore.find(session, id).orElseThrow(() -> new ProcessingException("there is no such run"));
                change.apply(session, run);
                session.save();
                return run.snapshot();
            } catch (InvalidItemStateException e) {
                session.refresh(false);
                if (attempt == TRIES) {
                    throw e;
                }
            }
        }
    }
}
