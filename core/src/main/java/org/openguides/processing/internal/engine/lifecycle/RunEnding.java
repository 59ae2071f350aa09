package org.openguides.processing.internal.engine.lifecycle;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.time.Duration;
import java.time.Instant;

import org.openguides.processing.api.RunEvent;
import org.openguides.processing.api.RunRequest;
import org.openguides.processing.internal.engine.RunOutbox;
import org.openguides.processing.internal.store.Claims;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.internal.store.RunSnapshot;

/** Ends runs; all ways in which a run can end lead here. */
public final class RunEnding {

    /** Comment of a run of the system that had to give way. */
    public static final String GAVE_WAY = "Gave way to a run of a user that covers the same paths";

    private RunEnding() {}

    /** Returns the comment of a run that was cancelled by a user, or by the system because it has to give way. */
    public static String cancelled(RunRequest request, String by) {
        return request.system() && by.equals(RunRequest.SYSTEM) ? GAVE_WAY : "Cancelled by " + by;
    }

    /**
     * Ends a run: sets its state and comment, closes its selection, its partitions and its claim, and announces the
     * end. Transient until saved; the caller passes or seizes the fence of the run.
     *
     * @param comment one sentence for people
     * @param outbox  gets the messages for other systems
     * @return false, without any change, if the present state does not allow the event
     */
    public static boolean end(
            Session session, RunNode run, RunEvent event, Instant now, String comment, RunOutbox outbox)
            throws RepositoryException {
        if (!run.apply(event, now, comment)) {
            return false;
        }
        run.failSelection();
        run.withdrawPartitions();
        run.closePartitions();
        run.progress().stand(Duration.ZERO);
        Claims.release(session, run.id());
        if (outbox.isOpen()) {
            outbox.ended(session, RunSnapshot.of(run));
        }
        return true;
    }
}
