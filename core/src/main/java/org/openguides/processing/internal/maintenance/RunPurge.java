package org.openguides.processing.internal.maintenance;

import javax.jcr.InvalidItemStateException;
import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Clock;
import java.time.Duration;

import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunStore;

/**
 * Removes old runs with their logs. A run that may still go on is never touched: neither one that has not ended nor one
 * that can be resumed, nor one that is damaged or that only a later version understands. For one thread.
 */
public final class RunPurge {

    private final ServiceSessions sessions;
    private final int keptRuns;
    private final Duration keptTime;
    private final Clock clock;

    /**
     * @param keptRuns how many of the newest runs are kept, however old they are
     * @param keptTime how long a run is kept after it has ended, however many there are
     */
    public RunPurge(ServiceSessions sessions, int keptRuns, Duration keptTime, Clock clock) {
        this.sessions = sessions;
        this.keptRuns = keptRuns;
        this.keptTime = keptTime;
        this.clock = clock;
    }

    /**
     * Removes what is old enough, each run in a commit of its own.
     *
     * @return how many runs have been removed
     */
    public int purge() throws RepositoryException {
        int seen = 0;
        int removed = 0;
        try (ServiceSession session = sessions.open(ServiceUser.WORKER)) {
            for (Node day : RunStore.days(session.jcr())) {
                for (Node run : RunStore.ofDay(day)) {
                    seen++;
                    boolean removable = seen > keptRuns
                            && RecordReader.read(run, () -> isOver(RunNode.of(run)))
                                    .orElse(false);
                    removed += removable && remove(session.jcr(), run) ? 1 : 0;
                }
                RunStore.prune(day, clock.instant());
                session.jcr().save();
            }
        }
        return removed;
    }

    private boolean isOver(RunNode run) throws RepositoryException {
        return run.state().isEnded()
                && !run.state().isResumable()
                && run.updatedAt().plus(keptTime).isBefore(clock.instant());
    }

    private static boolean remove(Session session, Node run) throws RepositoryException {
        try {
            run.remove();
            session.save();
            return true;
        } catch (InvalidItemStateException e) {
            session.refresh(false);
            return false;
        }
    }
}
