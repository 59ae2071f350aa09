package org.openguides.processing.internal.run;

import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.Fence;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.openguides.processing.internal.store.SupersededException;
import org.openguides.processing.spi.AssetProcessor;

/** Works through partitions: batch by batch from the checkpoint on. Safe for use by many threads. */
public final class PartitionLoop {

    /** How the work on a partition ended. */
    public enum Result {
        /** Every asset has an outcome. */
        DONE,
        /** The run was cancelled or has ended; its coordinator says what becomes of the rest. */
        RELEASED,
        /** The system stops; the partition must be given to a worker again. */
        INTERRUPTED,
        /** Another worker has it, or there is no such partition. */
        NOT_MINE
    }

    private final ServiceSessions sessions;
    private final Supplier<List<AssetProcessor>> processors;
    private final RunSettings settings;
    private final Owner owner;
    private final Wakeups wakeups;
    private final Clock clock;
    /** The partitions that this node works on: it must not take over from itself. */
    private final Set<String> inHand = ConcurrentHashMap.newKeySet();

    public PartitionLoop(
            ServiceSessions sessions,
            Supplier<List<AssetProcessor>> processors,
            RunSettings settings,
            Owner owner,
            Wakeups wakeups,
            Clock clock) {
        this.sessions = sessions;
        this.processors = processors;
        this.settings = settings;
        this.owner = owner;
        this.wakeups = wakeups;
        this.clock = clock;
    }

    /**
     * Works on a partition until it is done or the work has to stop.
     *
     * @throws RepositoryException if the repository refuses; the checkpoint agrees with the content nevertheless
     */
    public Result work(String runId, String partition, StopSignal stop) throws RepositoryException {
        String key = runId + "/" + partition;
        if (!inHand.add(key)) {
            return Result.NOT_MINE;
        }
        try {
            Optional<PartitionWork> work = begin(runId, partition);
            return work.isEmpty() ? Result.NOT_MINE : loop(work.get(), stop);
        } catch (SupersededException e) {
            return Result.NOT_MINE;
        } finally {
            inHand.remove(key);
            wakeups.signal();
        }
    }

    /** Tells the coordinator of a run that it cannot go on. */
    public void reportFailure(String runId, String reason) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Optional<RunNode> run = RunStore.find(session.jcr(), runId);
            if (run.isPresent()) {
                run.get().setFailure(reason);
                session.jcr().save();
            }
        } finally {
            wakeups.signal();
        }
    }

    private Result loop(PartitionWork work, StopSignal stop) throws RepositoryException, SupersededException {
        while (!work.isDone()) {
            // One session for each batch: it sees the present state and never grows old.
            try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
                if (stop.isStopped()) {
                    work.release(session.jcr());
                    return Result.INTERRUPTED;
                }
                if (!work.isWanted(session.jcr())) {
                    work.release(session.jcr());
                    return Result.RELEASED;
                }
                work.nextBatch(session.jcr());
            }
        }
        return Result.DONE;
    }

    private Optional<PartitionWork> begin(String runId, String name) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Session jcr = session.jcr();
            Optional<RunNode> run = RunStore.find(jcr, runId);
            if (run.isEmpty() || run.get().state() != RunState.RUNNING) {
                return Optional.empty();
            }
            Optional<PartitionNode> partition = run.get().partition(name);
            if (partition.isEmpty() || !isFree(partition.get())) {
                return Optional.empty();
            }
            Fence fence = Fence.seize(partition.get().node());
            partition.get().setState(PartitionNode.State.WORKING);
            partition.get().setOwner(owner.id());
            partition.get().beat(clock.instant());
            jcr.save();
            fence.saved();
            return Optional.of(new PartitionWork(
                    run.get(), partition.get(), fence, new PartitionWork.Tools(processors.get(), settings, clock)));
        } catch (InvalidItemStateException e) {
            // Another worker took it at the same instant.
            return Optional.empty();
        }
    }

    private boolean isFree(PartitionNode partition) throws RepositoryException {
        return switch (partition.state()) {
            case READY -> true;
            case WORKING -> owner.mayReplace(
                    partition.owner(), partition.heartbeat(), clock.instant(), settings.lease());
            case DONE -> false;
        };
    }
}
