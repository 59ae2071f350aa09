package org.openguides.processing.internal.engine.lifecycle;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;

import org.openguides.processing.api.RunEvent;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunNode;

/** The one way in which a run ends, whatever ends it. */
public final class RunEnding {

    private RunEnding() {}

    /**
     * Ends a run: its state and comment, its selection, the partitions that workers hold or may be about to acquire, and its claim.
     * Transient until saved; the caller passes the fence of the run, or seizes it.
     *
     * @param comment one sentence for people
     * @return false, and nothing is changed, if the event cannot happen in the present state
     */
    public static boolean end(Session session, RunNode run, RunEvent event, Instant now, String comment)
            throws RepositoryException {
        if (!run.apply(event, now, comment)) {
            return false;
        }
        run.failSelection();
        run.withdrawPartitions();
        run.closePartitions();
        run.standing().stand(Duration.ZERO);
        Claims.release(session, run.id());
        return true;
    }
}
