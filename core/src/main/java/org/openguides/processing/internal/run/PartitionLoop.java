package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.asset.ContentUnreachableException;
import org.openguides.processing.internal.catalog.CatalogUnavailableException;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.openguides.processing.spi.AssetProcessor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works through partitions: batch by batch from the checkpoint on. Safe for use by many threads. */
public final class PartitionLoop {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionLoop.class);

    private static final int TRIES = 3;

    /** A new session is not for nothing, and an old one would keep an old state of the repository. */
    private static final int BATCHES_OF_A_SESSION = 10;

    /** How the work on a partition ended. */
    public enum Result {
        /** Every asset has an outcome. */
        DONE,
        /** The run was cancelled or has ended, or assets are to be tried again later; its coordinator says what becomes of the rest. */
        RELEASED,
        /** The system stops; the partition must be given to a worker again. */
        INTERRUPTED,
        /** Another worker has it, or there is no such partition. */
        NOT_MINE
    }

    private final ServiceSessions sessions;
    private final Seizure seizure;
    private final Supervisor supervisor;
    private final Wakeups wakeups;
    private final Pace pace;
    private final Clock clock;
    private final RunSettings.Safety limits;
    private final Duration pollInterval;
    /** The partitions that this node works on: it must not take over from itself. */
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();

    public PartitionLoop(
            ServiceSessions sessions,
            Supplier<List<AssetProcessor>> processors,
            AssetLinks links,
            TypeDetector types,
            Catalogs catalogs,
            RunSettings settings,
            Ownership ownership,
            Wakeups wakeups,
            Suspects suspects,
            Pace pace) {
        this.sessions = sessions;
        this.seizure = new Seizure(
                sessions, processors, links, types, new RunRecords(), catalogs, settings, ownership, suspects, pace);
        this.supervisor = new Supervisor(sessions, settings, ownership.clock());
        this.wakeups = wakeups;
        this.pace = pace;
        this.clock = ownership.clock();
        this.limits = settings.safety();
        this.pollInterval = settings.pollInterval();
    }

    /**
     * Works on a partition until it is done or the work has to stop.
     *
     * @throws UnknownFormatException if only a later version understands the run or the partition; it is left at its checkpoint
     * @throws RepositoryException if the repository refuses; the checkpoint agrees with the content nevertheless
     */
    public Result work(String runId, String partition, StopSignal stop) throws RepositoryException {
        String key = runId + "/" + partition;
        if (!inHand.add(key)) {
            return Result.NOT_MINE;
        }
        try {
            return seizeAndWork(runId, partition, stop);
        } finally {
            inHand.remove(key);
            wakeups.signal();
        }
    }

    /**
     * Who is superseded may be so by himself, by a commit of which he was told that it failed: then the partition is still
     * his, and he goes on from the checkpoint that is there now.
     */
    private Result seizeAndWork(String runId, String partition, StopSignal stop) throws RepositoryException {
        int superseded = 0;
        while (superseded < TRIES) {
            Optional<PartitionWork> work = seizure.seize(runId, partition);
            if (work.isEmpty()) {
                return Result.NOT_MINE;
            }
            try {
                Result result = supervisor.await(work.get(), () -> loop(work.get(), stop));
                if (result != null) {
                    return result;
                }
            } catch (SupersededException e) {
                superseded++;
            }
        }
        return Result.NOT_MINE;
    }

    /** Tells the coordinator of a run that it cannot go on. */
    public void reportFailure(String runId, String reason) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Optional<RunNode> run = RunStore.find(session.jcr(), runId);
            if (run.isPresent() && run.get().state() == RunState.RUNNING) {
                run.get().setFailure(reason);
                session.jcr().save();
            }
        } finally {
            wakeups.signal();
        }
    }

    /** Whatever goes wrong, nobody should wait for a worker who has stopped. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    private Result loop(PartitionWork work, StopSignal stop) throws RepositoryException, SupersededException {
        try (work) {
            return batches(work, stop);
        } catch (RepositoryException | RuntimeException e) {
            dropAfterError(work);
            throw e;
        }
    }

    private void dropAfterError(PartitionWork work) {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            work.release(session.jcr());
        } catch (RepositoryException | SupersededException | ProcessingException e) {
            LOG.debug("A partition keeps its owner until the lease is over", e);
        }
    }

    private Result batches(PartitionWork work, StopSignal stop) throws RepositoryException, SupersededException {
        Backoff backoff = new Backoff(clock, limits);
        while (!work.isDone()) {
            Instant began;
            try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
                int batches = 0;
                do {
                    began = clock.instant();
                    Result end = batch(work, session.jcr(), stop, backoff);
                    if (end != null) {
                        return end;
                    }
                    batches++;
                } while (batches < BATCHES_OF_A_SESSION && !work.isDone() && goesOnAtOnce(work, backoff, began));
            }
            backoff.rest(pollInterval);
            pace.rest(Duration.between(began, clock.instant()), () -> stop.isStopped() || work.isHurried());
        }
        return Result.DONE;
    }

    /** Whether nothing lies between the save of a session and its next batch: it sees the present state then. */
    private boolean goesOnAtOnce(PartitionWork work, Backoff backoff, Instant began) {
        return !backoff.isTried()
                && !work.isHurried()
                && pace.rest(Duration.between(began, clock.instant())).isZero();
    }

    /** Works on one batch; returns how the work on the partition has ended, null if it goes on. */
    private static @Nullable Result batch(PartitionWork work, Session session, StopSignal stop, Backoff backoff)
            throws RepositoryException, SupersededException {
        if (stop.isStopped() || work.isStopped()) {
            work.release(session);
            return Result.INTERRUPTED;
        }
        if (!work.isWanted(session) || work.isToBeLeft()) {
            work.release(session);
            return Result.RELEASED;
        }
        Optional<String> exhausted = backoff.exhausted();
        if (exhausted.isPresent()) {
            work.giveUp(session, exhausted.get());
            return Result.RELEASED;
        }
        if (backoff.isDue()) {
            nextBatch(work, session, backoff);
        }
        return null;
    }

    private static void nextBatch(PartitionWork work, Session session, Backoff backoff)
            throws RepositoryException, SupersededException {
        try {
            work.nextBatch(session);
            backoff.succeeded();
        } catch (CatalogUnavailableException e) {
            await(work, session, backoff, ThrottleReason.DATABASE);
        } catch (ContentUnreachableException e) {
            LOG.warn("The data store is away, a worker waits for it", e);
            await(work, session, backoff, ThrottleReason.STORAGE);
        }
    }

    private static void await(PartitionWork work, Session session, Backoff backoff, ThrottleReason away)
            throws RepositoryException, SupersededException {
        session.refresh(false);
        boolean told = backoff.throttledBy() == away;
        backoff.failed(away);
        if (!told) {
            work.tellWaiting(session, away, backoff.waiting());
        }
    }
}
