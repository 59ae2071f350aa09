package org.openguides.processing.internal.run;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.runlog.RunLogWriter;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes runs and brings them to their end. Safe for use by many threads. */
public final class Coordinator {

    private static final Logger LOG = LoggerFactory.getLogger(Coordinator.class);
    private static final int TRIES = 3;

    /** How the work on a run ended. */
    public enum Result {
        /** The run has ended, well or not. */
        ENDED,
        /** The system stops; the run must be given to a coordinator again. */
        INTERRUPTED,
        /** Another coordinator has it, it has ended before, or there is no such run. */
        NOT_MINE
    }

    private final ServiceSessions sessions;
    private final RunSettings settings;
    private final Supplier<RunLogWriter> logs;
    private final RunExecution.Surroundings surroundings;
    private final Ownership ownership;
    /** The runs that this node works on: it must not take over from itself. */
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();

    public Coordinator(
            ServiceSessions sessions,
            RunSettings settings,
            Supplier<RunLogWriter> logs,
            RunExecution.Surroundings surroundings) {
        this.sessions = sessions;
        this.settings = settings;
        this.logs = logs;
        this.surroundings = surroundings;
        this.ownership = surroundings.ownership();
    }

    /**
     * Works on a run until it has ended or the system stops.
     *
     * @throws UnknownFormatException if it is for a later version to go on; nothing has been changed by then that such a
     *     version would not have changed
     * @throws RepositoryException if the repository refuses; the run can be given to a coordinator again
     */
    public Result coordinate(String runId, StopSignal stop) throws RepositoryException {
        if (!inHand.add(runId)) {
            return Result.NOT_MINE;
        }
        try {
            return beginAndWork(runId, stop);
        } finally {
            inHand.remove(runId);
        }
    }

    /**
     * Who is superseded may be so by himself, by a commit of which he was told that it failed: then the run is still his,
     * and he begins with what is there now.
     */
    private Result beginAndWork(String runId, StopSignal stop) throws RepositoryException {
        for (int turn = 1; turn <= TRIES; turn++) {
            Optional<Attempt> attempt = begin(runId);
            if (attempt.isEmpty()) {
                return Result.NOT_MINE;
            }
            try {
                return work(attempt.get(), stop);
            } catch (SupersededException e) {
                LOG.info("runId={} has been taken over, or a commit of its own has come to light", runId);
            }
        }
        return Result.NOT_MINE;
    }

    private Result work(Attempt attempt, StopSignal stop) throws RepositoryException, SupersededException {
        return attempt.request().dryRun() && !attempt.request().compare()
                ? new DryRun(attempt, settings, surroundings).work(stop)
                : new RunExecution(attempt, settings, surroundings).work(stop);
    }

    /**
     * Ends a run that cannot go on, whoever owns it; nothing happens if it has ended already.
     *
     * @param reason one sentence for people
     * @throws UnknownFormatException if only a later version understands it; nothing happens then either
     */
    public void fail(String runId, String reason) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Session jcr = session.jcr();
            Optional<RunNode> run = RunStore.find(jcr, runId);
            if (run.isPresent() && run.get().apply(RunEvent.FAIL, now(), reason)) {
                run.get().failSelection();
                run.get().withdrawPartitions();
                run.get().closePartitions();
                Fence.seize(run.get().node());
                Claims.release(jcr, runId);
                RunLogWriter log = logs.get();
                log.attach(RunLogWriter.create(run.get().node()));
                log.error("The run cannot go on: " + reason);
                log.stage(jcr);
                jcr.save();
            }
        }
    }

    private Optional<Attempt> begin(String runId) throws RepositoryException {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            try {
                return take(runId);
            } catch (InvalidItemStateException e) {
                // Another coordinator took it, or a user cancelled it, at the same instant: the next look shows that.
                // Or it
                // is our own last commit, of which we were told that it failed as the database went away.
                LOG.debug("runId={} has been changed meanwhile", runId, e);
            }
        }
        return Optional.empty();
    }

    private Optional<Attempt> take(String runId) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Optional<RunNode> run = RunStore.find(session.jcr(), runId);
            if (run.isEmpty()) {
                return Optional.empty();
            }
            RunState state = run.get().state();
            if (!isFree(run.get(), state)) {
                return Optional.empty();
            }
            RunRequest request = run.get().request();
            run.get().checkParts();
            if (request.filter().skipProcessed()) {
                run.get().decideRenewal(settings.renewOutdated());
            }
            if (isHopeless(run.get(), state)) {
                fail(
                        runId,
                        "The server has died " + settings.safety().attempts() + " times in a row without the run"
                                + " coming any further; see the server's log, mend the cause and resume");
                return Optional.empty();
            }
            if (!take(run.get(), state)) {
                return Optional.empty();
            }
            Fence fence = Fence.seize(run.get().node());
            RunLogWriter log = logs.get();
            log.attach(RunLogWriter.create(run.get().node()));
            log.info("Attempt " + run.get().attempt() + " begins on node "
                    + ownership.owner().name());
            log.stage(session.jcr());
            session.jcr().save();
            fence.saved();
            log.saved();
            return Optional.of(new Attempt(sessions, ownership.clock(), run.get(), request, fence, log));
        }
    }

    private boolean isFree(RunNode run, RunState state) throws RepositoryException {
        return state != RunState.RUNNING || ownership.mayTake(run.owner(), run.updatedAt());
    }

    /** Whether one coordinator after the other has died without getting anywhere. */
    private boolean isHopeless(RunNode run, RunState state) throws RepositoryException {
        return state == RunState.RUNNING
                && !run.owner().equals(ownership.owner().id())
                && run.noteTakeover() >= settings.safety().attempts();
    }

    private boolean take(RunNode run, RunState state) throws RepositoryException {
        RunEvent event = state == RunState.RUNNING ? RunEvent.TAKE_OVER : RunEvent.START;
        if (!run.apply(event, now(), "")) {
            return false;
        }
        run.setOwner(ownership.owner().id());
        return true;
    }

    private Instant now() {
        return ownership.clock().instant();
    }
}
