package org.openguides.processing.internal.engine.lifecycle;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

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
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.engine.selection.FailedAssets;
import org.openguides.processing.internal.guides.GuidesOwned;
import org.openguides.processing.internal.guides.GuidesSettings;
import org.openguides.processing.internal.runlog.RunLogWriter;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What users do to runs. Where no coordinator works on a run, a change is made at once and fenced; where one does, only a wish is
 * noted, which it notices within a second. Safe for use by many threads.
 */
public final class RunLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(RunLifecycle.class);

    /** Assets in a partition of those that are not selected. */
    private static final int KNOWN_IN_PARTITION = 600;

    private final ServiceSessions sessions;
    private final Requesters requesters;
    private final Cluster cluster;
    private final Time time;
    private final Retry retry;
    private final Supplier<RunLogWriter> logs;
    private final GuidesDecision guides;
    private final Start start;

    /** Decides what of AEM Guides a new run may write. */
    @FunctionalInterface
    public interface GuidesDecision {
        /** What holds now. */
        GuidesSettings.Decision decide(Session session) throws RepositoryException;
    }

    /** Gives a run that has been recorded to a coordinator. */
    @FunctionalInterface
    public interface Start {
        /** Returns false if that is not possible now: the next sweep does it. */
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
            Start start) {
        this.sessions = sessions;
        this.requesters = requesters;
        this.cluster = cluster;
        this.time = time;
        this.retry = retry;
        this.logs = logs;
        this.guides = guides;
        this.start = start;
    }

    /** A change of one run; repeated if another session changes the run at the same time. */
    private interface Change<E extends Exception> {
        /** Returns false if the state of the run does not allow it. */
        boolean apply(Session session, RunNode run) throws RepositoryException, E;
    }

    /**
     * What a change has led to.
     *
     * @param run    the run after it; null if the state did not allow it
     * @param before the state before it
     */
    private record Changed(@Nullable Run run, RunState before) {}

    /**
     * Records a run and gives it to a coordinator. A run that is recorded is going to be worked on, whatever happens.
     *
     * @return its id
     */
    public String start(RunRequest request) throws OverlapException {
        return start(request, null, List.of());
    }

    /**
     * The same of assets that are known.
     *
     * @param assets their paths, in the order of the walk; null if they are to be selected
     * @param notes  lines for the log
     */
    private String start(RunRequest request, @Nullable List<String> assets, List<String> notes)
            throws OverlapException {
        String id = UUID.randomUUID().toString();
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Session jcr = session.jcr();
            retry.<Boolean, OverlapException>onConflict(jcr, () -> record(jcr, id, request, assets, notes));
        } catch (RepositoryException e) {
            throw new ProcessingException("the run cannot be recorded", e);
        }
        begin(id);
        return id;
    }

    /** Starts the same run again, or what failed in it. */
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
        return scope.failedOnly()
                ? start(request, failed(id, scope, user), RequestLines.of(id, scope))
                : start(request);
    }

    private static boolean isRestartable(Run run, RestartScope scope) {
        return scope.failedOnly() ? run.state().isEnded() : run.state() == RunState.SUCCEEDED;
    }

    /** Cancels a run that has not begun, or asks its coordinator to. */
    public Run cancel(String id, String user) throws WrongStateException {
        return this.<RuntimeException>change(id, (session, run) -> {
            RunState present = run.state();
            if (present == RunState.QUEUED) {
                String comment = "Cancelled by " + user;
                RunEnding.end(session, run, RunEvent.CANCEL, time.now(), comment);
                Fence.seize(run.node());
                say(session, run, comment + " before it began");
            } else if (present == RunState.RUNNING) {
                run.requestCancel(user, time.now());
            }
            return present == RunState.QUEUED || present == RunState.RUNNING || present == RunState.CANCELLED;
        });
    }

    /** Queues a run again that has failed or was cancelled; it goes on from its checkpoint. */
    public Run resume(String id, String user) throws WrongStateException, OverlapException {
        Run resumed = this.<OverlapException>change(id, (session, run) -> {
            if (!run.apply(RunEvent.RESUME, time.now(), "")) {
                return false;
            }
            Fence.seize(run.node());
            RunRequest request = run.request();
            Claims.take(session, id, request);
            run.forgetStop();
            run.users().resumedBy(user);
            say(session, run, "Resumed by " + user);
            return true;
        });
        begin(id);
        return resumed;
    }

    /** Removes the record, log and reports of a run that has ended; who did that is in the log of the server. */
    public void delete(String id, String user) throws WrongStateException {
        this.<RuntimeException>change(id, (session, run) -> {
            if (!run.state().isEnded()) {
                return false;
            }
            LOG.info(
                    "runId={} requestedBy={} is deleted by {}",
                    id,
                    run.request().requestedBy(),
                    user);
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
            return run.isEmpty() ? Optional.empty() : Optional.of(run.get().snapshot());
        } catch (RepositoryException e) {
            throw new ProcessingException("the run cannot be read", e);
        }
    }

    /** Writes the run, its claim, the first lines of its log and, if they are known, its assets in one commit. */
    private boolean record(
            Session session, String id, RunRequest request, @Nullable List<String> assets, List<String> notes)
            throws RepositoryException, OverlapException {
        GuidesSettings.Decision decision = guides.decide(session);
        Claims.take(session, id, request);
        RunNode run = RunStore.create(session, id, request, time.now());
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
        session.save();
        return true;
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

    /** The state that forbids a change may be over: another node may have ended the run a moment ago. */
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
        return new Changed(run.snapshot(), before);
    }
}
