package org.openguides.processing.internal.live;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.OverlapException;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Runs;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.engine.lifecycle.RunEnding;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.SweepRecord;
import org.openguides.processing.internal.text.Subtrees;
import org.slf4j.Logger;

/**
 * Scheduled processing: runs of the system over all content that is not processed, one for each tick in the cluster. A run leaves out what
 * other runs hold. While the run of an earlier tick has not ended there is no other. Safe for use by multiple threads.
 */
final class ContentSweep {

    private static final Logger LOG = ServerLog.of(ContentSweep.class);

    /** How often a run is tried again that other runs were quicker than. */
    private static final int TRIES = 3;

    private final Runs runs;
    private final ServiceSessions sessions;
    private final Retry retry;
    private final List<String> roots;
    private final Time time;
    /** The run that this node has started, until it is known what it has found. */
    private @Nullable String started;

    /** @param roots absolute paths of the content roots */
    ContentSweep(Runs runs, ServiceSessions sessions, Retry retry, List<String> roots, Time time) {
        this.runs = runs;
        this.sessions = sessions;
        this.retry = retry;
        this.roots = List.copyOf(roots);
        this.time = time;
    }

    /**
     * Starts a run, unless another node has for this tick, or the run of an earlier tick has not ended.
     *
     * @return whether it has started one
     */
    synchronized boolean tick() throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            if (!isTaken(session.jcr())) {
                return false;
            }
            settle(session.jcr());
            Optional<String> before = running(session.jcr());
            if (before.isPresent()) {
                LOG.info("runId={} has not ended; scheduled processing waits for it", before.get());
                return false;
            }
        }
        return start();
    }

    /**
     * Notices the end of the run that this node has started. Goes on with the rest if it had to give way. If it fails, the
     * next call does what is left.
     */
    synchronized void look() throws RepositoryException {
        String present = started;
        if (present == null) {
            return;
        }
        Optional<Run> run = runs.find(present, each -> true);
        if (run.isPresent() && !run.get().state().isEnded()) {
            return;
        }
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            settle(session.jcr());
        }
        boolean goesOn = run.isPresent() && hasGivenWay(run.get()) && start();
        if (!goesOn) {
            started = null;
        }
    }

    private static boolean hasGivenWay(Run run) {
        return run.state() == RunState.CANCELLED && run.comment().equals(RunEnding.GAVE_WAY);
    }

    /** Takes the tick; of two nodes at the same time one cannot save. */
    private boolean isTaken(Session session) throws RepositoryException {
        try {
            boolean taken = SweepRecord.of(session).take(time.now());
            session.save();
            return taken;
        } catch (InvalidItemStateException e) {
            LOG.debug("Another node has taken the tick", e);
            session.refresh(false);
            return false;
        }
    }

    private void settle(Session session) throws RepositoryException {
        retry.<Boolean, RepositoryException>onConflict(session, () -> {
            boolean changed = SweepRecord.of(session).settle();
            session.save();
            return changed;
        });
    }

    private static Optional<String> running(Session session) throws RepositoryException {
        var run = SweepRecord.of(session).run();
        return run.isPresent() && !run.get().state().isEnded()
                ? Optional.of(run.get().id())
                : Optional.empty();
    }

    /** Returns whether a run was started. */
    private boolean start() throws RepositoryException {
        for (int tried = 0; tried < TRIES; tried++) {
            try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
                Optional<RunRequest> request = request(session.jcr());
                if (request.isEmpty()) {
                    LOG.info("Other runs hold all content; scheduled processing has nothing to do");
                    return false;
                }
                String id = runs.start(request.get());
                started = id;
                session.jcr().refresh(false);
                retry.<Boolean, RepositoryException>onConflict(session.jcr(), () -> {
                    SweepRecord.of(session.jcr()).setRun(id);
                    session.jcr().save();
                    return true;
                });
                return true;
            } catch (OverlapException e) {
                LOG.debug("Another run was quicker", e);
            }
        }
        LOG.info("Other runs were quicker each time; scheduled processing tries again at its next time");
        return false;
    }

    /** Returns what no other run holds; empty if that is nothing. */
    private Optional<RunRequest> request(Session session) throws RepositoryException {
        List<Claims.Claim> claims = Claims.all(session);
        List<String> free = new ArrayList<>();
        List<String> excluded = new ArrayList<>();
        for (String root : roots) {
            if (session.nodeExists(root)
                    && claims.stream().noneMatch(claim -> Subtrees.anyContains(claim.paths(), root))) {
                free.add(root);
            }
        }
        Set<String> covered = Set.copyOf(free);
        for (Claims.Claim claim : claims) {
            claim.paths().stream()
                    .filter(path -> Subtrees.anyIsAbove(covered, path))
                    .forEach(excluded::add);
        }
        if (free.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(RunRequest.of(free, RunRequest.SYSTEM)
                .system(true)
                .excluding(excluded.stream().distinct().sorted().toList())
                .filter(AssetFilter.ALL.withSkipProcessed(true))
                .build());
    }
}
