package org.openguides.processing.internal.maintenance;

import javax.jcr.InvalidItemStateException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.RecordSize;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Removes runs that have ended with their logs and reports, as {@link Retention} says. A run that goes on is never touched, nor one
 * that is damaged or that only a later version understands. A sweep does bounded work; the next one goes on. For one thread.
 */
public final class RunPurge {

    private static final Logger LOG = LoggerFactory.getLogger(RunPurge.class);

    /** Nodes that a sweep measures and removes; the run that it is at is finished. */
    private static final long NODES = 100_000;
    /** Runs that a dry run names in the log. */
    private static final int TOLD = 100;

    private final ServiceSessions sessions;
    private final Retention retention;
    private final boolean dryRun;
    private final long nodes;
    private final Clock clock;

    /**
     * What a sweep has done.
     *
     * @param runs  how many runs have been removed, or would have been by other than a dry run
     * @param bytes what these took, as far as it had been measured
     * @param all   whether there was time for all
     */
    public record Purged(int runs, long bytes, boolean all) {}

    /** @param dryRun whether runs that are not kept are only told of in the log of the server */
    public RunPurge(ServiceSessions sessions, Retention retention, boolean dryRun, Clock clock) {
        this(sessions, retention, dryRun, NODES, clock);
    }

    RunPurge(ServiceSessions sessions, Retention retention, boolean dryRun, long nodes, Clock clock) {
        this.sessions = sessions;
        this.retention = retention;
        this.dryRun = dryRun;
        this.nodes = nodes;
        this.clock = clock;
    }

    /** Removes what is not kept, each run in a commit of its own, from the newest on. */
    public Purged purge() throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Sweep sweep = new Sweep(session.jcr());
            for (Node day : RunStore.days(session.jcr())) {
                sweep.day(day);
            }
            return sweep.purged();
        }
    }

    /** One pass over all runs. */
    private final class Sweep {

        private final Session session;
        private final Instant now = clock.instant();
        private long newer;
        private long kept;
        private long left = nodes;
        private int removed;
        private long removedBytes;
        private boolean all = true;

        Sweep(Session session) {
            this.session = session;
        }

        Purged purged() {
            return new Purged(removed, removedBytes, all);
        }

        void day(Node day) throws RepositoryException {
            List<Node> runs = RunStore.newestFirst(day);
            for (Node run : runs) {
                if (RecordReader.read(run, () -> look(RunNode.of(run))).isEmpty()) {
                    session.refresh(false);
                }
                newer++;
            }
            saved(() -> RunStore.prune(day, now));
        }

        /** Returns whether the run has ended. */
        private boolean look(RunNode run) throws RepositoryException {
            RunState state = run.state();
            if (!state.isEnded()) {
                return false;
            }
            Retention.EndedRun ended = new Retention.EndedRun(run.updatedAt(), state.isResumable(), newer);
            Optional<Retention.Reason> reason = retention.reason(ended, now);
            if (reason.isPresent()) {
                remove(run, reason.get(), RecordSize.noted(run).orElse(null));
                return true;
            }
            RecordSize size = size(run);
            if (size != null && retention.isTooMuch(ended, kept + size.bytes(), now)) {
                remove(run, Retention.Reason.SIZE, size);
            } else if (size != null) {
                kept += size.bytes();
            }
            return true;
        }

        /** What the run takes; null if there is no time to measure it now. */
        private @Nullable RecordSize size(RunNode run) throws RepositoryException {
            Optional<RecordSize> noted = RecordSize.noted(run);
            if (noted.isPresent() || retention.mostBytes() == 0) {
                return noted.orElse(null);
            }
            if (!isTimeLeft()) {
                return null;
            }
            RecordSize size = RecordSize.measure(run);
            left -= size.nodes();
            return saved(() -> size.note(run, now)) ? size : null;
        }

        private void remove(RunNode run, Retention.Reason reason, @Nullable RecordSize noted)
                throws RepositoryException {
            if (!isTimeLeft()) {
                return;
            }
            String id = run.id();
            RunState state = run.state();
            Instant endedAt = run.updatedAt();
            if (dryRun) {
                count(noted == null ? 0 : noted.bytes());
                if (removed <= TOLD) {
                    LOG.info("runId={} state={} endedAt={} reason={} would be removed", id, state, endedAt, reason);
                }
                return;
            }
            RecordSize size = noted == null ? RecordSize.measure(run) : noted;
            left -= size.nodes();
            if (saved(run.node()::remove)) {
                count(size.bytes());
                LOG.info("runId={} state={} endedAt={} reason={} is removed", id, state, endedAt, reason);
            }
        }

        private void count(long bytes) {
            removed++;
            removedBytes += bytes;
        }

        private boolean isTimeLeft() {
            all &= left > 0;
            return left > 0;
        }

        /** Saves a change; returns false if another session has changed the same record at the same time. */
        private boolean saved(Change change) throws RepositoryException {
            try {
                change.make();
                session.save();
                return true;
            } catch (InvalidItemStateException e) {
                session.refresh(false);
                return false;
            }
        }
    }

    @FunctionalInterface
    private interface Change {
        void make() throws RepositoryException;
    }
}
