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
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.RecordSize;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;
import org.slf4j.Logger;

/**
 * Removes ended runs with their logs and reports according to {@link Retention}. Runs in progress are never touched,
 * nor are damaged ones and those of a later version. A sweep does a bounded amount of work; the next one continues. For
 * one thread.
 */
public final class RunPurge {

    private static final Logger LOG = ServerLog.of(RunPurge.class);

    /** Number of nodes that a sweep measures and removes; it finishes the run that exceeds the limit. */
    private static final long NODES = 100_000;
    /** Number of runs that a dry run logs. */
    private static final int TOLD = 100;

    private final ServiceSessions sessions;
    private final Retention retention;
    private final boolean dryRun;
    private final long nodes;
    private final Clock clock;

    /**
     * Result of a sweep.
     *
     * @param runs  number of runs that were removed, or would be removed without dry run
     * @param bytes their size, as far as it had been measured
     * @param all   whether all runs were examined
     */
    public record Purged(int runs, long bytes, boolean all) {}

    /** @param dryRun whether to log the runs in the server's log instead of removing them */
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

    /** Removes runs starting at the newest, each in its own commit. */
    public Purged purge() throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            Sweep sweep = new Sweep(session.jcr());
            for (Node day : RunStore.days(session.jcr())) {
                // another node may have removed the day since the days were listed
                if (RecordReader.read(day, () -> sweep.day(day)).isEmpty()) {
                    session.jcr().refresh(false);
                }
            }
            return sweep.purged();
        }
    }

    /** One pass over all runs. */
    private final class Sweep {

        private final Session session;
        private final Instant now = clock.instant();
        private long newerOfUsers;
        private long newerOfSystem;
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

        boolean day(Node day) throws RepositoryException {
            List<Node> runs = RunStore.newestFirst(day);
            for (Node run : runs) {
                if (RecordReader.read(run, () -> check(RunNode.of(run))).isEmpty()) {
                    session.refresh(false);
                }
            }
            return saved(() -> RunStore.prune(day, now));
        }

        /** Returns whether the run has ended. The many runs of the system do not use up the number of those of users. */
        private boolean check(RunNode run) throws RepositoryException {
            RunState state = run.state();
            long newer = run.users().isSystem() ? newerOfSystem++ : newerOfUsers++;
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

        /** Returns the size of the run; null if it cannot be measured within the limit of the sweep. */
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

        /** Saves a change; returns false on a conflict with another session. */
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
