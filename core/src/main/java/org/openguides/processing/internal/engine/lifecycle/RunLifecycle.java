package org.openguides.processing.internal.engine.lifecycle;

import javax.jcr.AccessDeniedException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.NotRestartableException;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RestartScope;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.WrongStateException;
import org.openguides.processing.internal.access.RequesterRights;
import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.engine.Cluster;
import org.openguides.processing.internal.engine.RunOutbox;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.engine.selection.FailedAssets;
import org.openguides.processing.internal.guides.GuidesOwned;
import org.openguides.processing.internal.guides.GuidesSettings;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.runlog.RunLogWriter;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.RecordFormat;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunSnapshot;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.walk.CurrentPaths;
import org.openguides.processing.internal.walk.ProcessedPaths;
import org.slf4j.Logger;

/**
 * Actions of users on runs. A change of a run without a coordinator is made immediately, under the fence. Otherwise
 * only a request is recorded, which the coordinator notices within a second. Safe for use by multiple threads.
 */
public final class RunLifecycle {

    private static final Logger LOG = ServerLog.of(RunLifecycle.class);

    /** Size of partitions of a restart, which has no selection. */
    private static final int KNOWN_IN_PARTITION = 600;

    private final StartTurns turns = new StartTurns();
    private final ServiceSessions sessions;
    private final Requesters requesters;
    private final Cluster cluster;
    private final Time time;
    private final Retry retry;
    private final Supplier<RunLogWriter> logs;
    private final GuidesDecision guides;
    private final CurrentPaths paths;
    private final RunOutbox outbox;
    private final Start start;

    /** Decides which properties of AEM Guides a new run may write. */
    @FunctionalInterface
    public interface GuidesDecision {
        /** Returns the decision for a run that starts now. */
        GuidesSettings.Decision decide(Session session) throws RepositoryException;
    }

    /** Queues a recorded run for a coordinator. */
    @FunctionalInterface
    public interface Start {
        /** Returns false if that is not possible at the moment; the next sweep does it then. */
        boolean begin(String runId);
    }

    public RunLifecycle(
            ServiceSessions sessions,
            Requesters requesters,
            Cluster cluster,
            Time time,
            Retry retry,
            Supplier<RunLogWriter> logs,
            GuidesDecision guides,
            CurrentPaths paths,
            RunOutbox outbox,
            Start start) {
        this.sessions = sessions;
        this.requesters = requesters;
        this.cluster = cluster;
        this.time = time;
        this.retry = retry;
        this.logs = logs;
        this.guides = guides;
        this.paths = paths;
        this.outbox = outbox;
        this.start = start;
    }

    /** A change of one run; repeated on a conflict with another session. */
    private interface Change<E extends Exception> {
        /** Returns false if the state of the run does not allow the change. */
        boolean apply(Session session, RunNode run) throws RepositoryException, E;
    }

    /**
     * The result of a change.
     *
     * @param run    the run after the change; null if its state did not allow it
     * @param before the state before the change
     */
    private record Changed(@Nullable Run run, RunState before) {}

    /**
     * Records a run and queues it. Once recorded, the run will be executed, even after a crash.
     *
     * @return id of the run
     */
    public String start(RunRequest request) throws OverlapException {
        return start(request, null, List.of());
    }

    /**
     * Records a run over known assets and queues it.
     *
     * @param assets paths in the order of the walk; null to select the assets
     * @param notes  additional lines for the log
     */
    private String start(RunRequest request, @Nullable List<String> assets, List<String> notes)
            throws OverlapException {
        String id = UUID.randomUUID().toString();
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Session jcr = session.jcr();
            turns.perform(() -> {
                jcr.refresh(false); // sees the claims of those before it
                retry.<Boolean, OverlapException>onConflict(jcr, () -> record(jcr, id, request, assets, notes));
            });
        } catch (RepositoryException e) {
            throw new ProcessingException("the run cannot be recorded", e);
        }
        begin(id);
        return id;
    }

    /** Starts a new run with the same request, or over the assets that failed. */
    public String restart(String id, RestartScope scope, String user)
            throws WrongStateException, NotRestartableException, OverlapException {
        Run run;
        try (ClusterVisibility patience = new ClusterVisibility(cluster)) {
            do {
                run = find(id).orElseThrow(() -> new ProcessingException("there is no such run"));
            } while (!isRestartable(run, scope) && patience.again());
        }
        if (!isRestartable(run, scope)) {
            throw new WrongStateException(run.state());
        }
        RunRequest request = run.request().again(id, scope.failedOnly(), user);
        return scope.failedOnly() ? restart(request, id, scope, user) : start(request);
    }

    private String restart(RunRequest request, String id, RestartScope scope, String user)
            throws NotRestartableException, OverlapException {
        ProcessedPaths processed = paths.of(request);
        processed.complaint().ifPresent(complaint -> {
            throw new ProcessingException(complaint);
        });
        List<String> failed = failed(id, scope, user);
        List<String> assets = failed.stream().filter(processed::includes).toList();
        List<String> notes = new ArrayList<>(RequestLines.of(id, scope));
        if (assets.size() < failed.size()) {
            notes.add("Left out: " + (failed.size() - assets.size()) + " of them at ignored paths");
        }
        return start(request, assets, notes);
    }

    private static boolean isRestartable(Run run, RestartScope scope) {
        return scope.failedOnly() ? run.state().isEnded() : run.state() == RunState.SUCCEEDED;
    }

    /** Cancels a run that has not begun, or asks its coordinator to cancel it. */
    public Run cancel(String id, String user) throws WrongStateException {
        return this.<RuntimeException>change(id, (session, run) -> {
            RunState present = run.state();
            if (present == RunState.QUEUED) {
                String comment = "Cancelled by " + user;
                RunEnding.end(session, run, RunEvent.CANCEL, time.now(), comment, outbox);
                Fence.seize(run.node());
                say(session, run, comment + " before it began");
            } else if (present == RunState.RUNNING) {
                run.requestCancel(user, time.now());
            }
            return present == RunState.QUEUED || present == RunState.RUNNING || present == RunState.CANCELLED;
        });
    }

    /** Queues a failed or cancelled run again; it continues from its checkpoint. */
    public Run resume(String id, String user) throws WrongStateException, OverlapException {
        Run resumed = this.<OverlapException>change(id, (session, run) -> {
            if (!run.apply(RunEvent.RESUME, time.now(), "")) {
                return false;
            }
            Fence.seize(run.node());
            RunRequest request = run.request();
            run.users().resumedBy(user);
            claim(session, run, request);
            run.forgetStop();
            say(session, run, "Resumed by " + user);
            announce(session, run);
            return true;
        });
        begin(id);
        return resumed;
    }

    /** Removes the record, log and reports of a run that has ended, and logs the user in the server's log. */
    public void delete(String id, String user) throws WrongStateException {
        this.<RuntimeException>change(id, (session, run) -> {
            if (!run.state().isEnded()) {
                return false;
            }
            if (run.request().system() && user.equals(RunRequest.SYSTEM)) {
                LOG.debug("runId={} deleted, as it has done what it should", id);
            } else {
                LOG.info(
                        "runId={} requestedBy={} deleted by {}",
                        id,
                        run.request().requestedBy(),
                        user);
            }
            return true;
        });
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Session jcr = session.jcr();
            retry.<Boolean, RepositoryException>onConflict(jcr, () -> {
                Optional<RunNode> run = RunStore.find(jcr, id);
                if (run.isPresent() && run.get().state().isEnded()) {
                    run.get().node().remove();
                    jcr.save();
                }
                return true;
            });
        } catch (RepositoryException e) {
            throw new ProcessingException("the run cannot be removed", e);
        }
    }

    private void begin(String id) {
        if (!start.begin(id)) {
            LOG.warn("runId={} has no job yet; the next sweep adds it", id);
        }
    }

    private Optional<Run> find(String id) {
        try (ServiceSession session = sessions.open(ServiceUser.READER)) {
            Optional<RunNode> run = RunStore.find(session.jcr(), id);
            return run.isEmpty() ? Optional.empty() : Optional.of(RunSnapshot.of(run.get()));
        } catch (RepositoryException e) {
            throw new ProcessingException("the run cannot be read", e);
        }
    }

    /** Writes the run, its claim, the first lines of its log and its assets, if they are known, in one commit. */
    private boolean record(
            Session session, String id, RunRequest request, @Nullable List<String> assets, List<String> notes)
            throws RepositoryException, OverlapException {
        GuidesSettings.Decision decision = guides.decide(session);
        RunNode run = RunStore.create(session, id, request, time.now());
        claim(session, run, request);
        run.setGuidesProperties(decision.properties());
        String notice = request.dryRun() ? "" : GuidesOwned.notice(decision.properties());
        run.setComment(notice);
        RunLogWriter log = log(run);
        RequestLines.of(request).forEach(log::info);
        RequestLines.of(decision, notice).forEach(log::info);
        notes.forEach(log::info);
        if (assets != null) {
            seal(run, assets);
        }
        log.stage(session);
        announce(session, run);
        session.save();
        return true;
    }

    /** Claims the paths of a run, and stops runs of the system that have to give way to it. */
    private void claim(Session session, RunNode claiming, RunRequest request)
            throws RepositoryException, OverlapException {
        List<String> givingWay = Claims.take(session, claiming.id(), request, path -> mayRead(session, claiming, path));
        // versions that do not know runs of the system would work with the permissions of a user of that name
        if (request.system() || !givingWay.isEmpty()) {
            RecordFormat.stampSecond(claiming.node());
        }
        for (String other : givingWay) {
            Optional<RunNode> run = RunStore.find(session, other);
            if (run.isPresent() && run.get().state() == RunState.QUEUED) {
                RunEnding.end(session, run.get(), RunEvent.CANCEL, time.now(), RunEnding.GAVE_WAY, outbox);
                Fence.seize(run.get().node());
                say(session, run.get(), RunEnding.GAVE_WAY);
            } else if (run.isPresent()) {
                run.get().requestCancel(RunRequest.SYSTEM, time.now());
            }
        }
    }

    /** What cannot be judged counts as hidden. */
    private boolean mayRead(Session session, RunNode run, String path) throws RepositoryException {
        List<String> users = run.users().all();
        try {
            return users.isEmpty() || new RequesterRights(session, requesters.find(users)).mayRead(path);
        } catch (AccessDeniedException e) {
            return false;
        }
    }

    private void announce(Session session, RunNode run) throws RepositoryException {
        if (outbox.isOpen()) {
            outbox.started(session, RunSnapshot.of(run));
        }
    }

    private List<String> failed(String id, RestartScope scope, String user) throws NotRestartableException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            RunNode run =
                    RunStore.find(session.jcr(), id).orElseThrow(() -> new ProcessingException("there is no such run"));
            return FailedAssets.of(
                    session.jcr(), run, scope, new RequesterRights(session.jcr(), requesters.find(List.of(user))));
        } catch (RepositoryException e) {
            throw new ProcessingException("the reports of the run cannot be read", e);
        }
    }

    private static void seal(RunNode run, List<String> assets) throws RepositoryException {
        int number = 0;
        for (int from = 0; from < assets.size(); from += KNOWN_IN_PARTITION) {
            run.seal(++number, assets.subList(from, Math.min(assets.size(), from + KNOWN_IN_PARTITION)));
        }
        String last = assets.isEmpty() ? null : assets.get(assets.size() - 1);
        run.setSelection(new Selection(Selection.State.COMPLETE, assets.size()), last);
    }

    private void say(Session session, RunNode run, String message) throws RepositoryException {
        RunLogWriter log = log(run);
        log.info(message);
        log.stage(session);
    }

    private RunLogWriter log(RunNode run) throws RepositoryException {
        RunLogWriter log = logs.get();
        log.attach(RunLogWriter.create(run.node()));
        return log;
    }

    /** Repeats the change while the state that forbids it may be outdated: another node may just have ended the run. */
    private <E extends Exception> Run change(String id, Change<E> change) throws WrongStateException, E {
        try (ClusterVisibility patience = new ClusterVisibility(cluster)) {
            while (true) {
                Changed changed = changeOnce(id, change);
                Run run = changed.run();
                if (run != null) {
                    return run;
                }
                if (!patience.again()) {
                    throw new WrongStateException(changed.before());
                }
            }
        }
    }

    private <E extends Exception> Changed changeOnce(String id, Change<E> change) throws E {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Session jcr = session.jcr();
            return retry.<Changed, E>onConflict(jcr, () -> change(jcr, id, change));
        } catch (RepositoryException e) {
            throw new ProcessingException("the run cannot be changed", e);
        }
    }

    private static <E extends Exception> Changed change(Session session, String id, Change<E> change)
            throws RepositoryException, E {
        RunNode run = RunStore.find(session, id).orElseThrow(() -> new ProcessingException("there is no such run"));
        RunState before = run.state();
        if (!change.apply(session, run)) {
            return new Changed(null, before);
        }
        session.save();
        return new Changed(RunSnapshot.of(run), before);
    }
}
