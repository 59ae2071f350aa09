package org.openguides.processing.internal.engine.work;

import javax.jcr.AccessDeniedException;
import javax.jcr.InvalidItemStateException;
import javax.jcr.RepositoryException;
import javax.jcr.lock.LockException;
import javax.jcr.nodetype.ConstraintViolationException;
import javax.jcr.version.VersionException;

import org.openguides.processing.api.Reason;
import org.openguides.processing.internal.session.Contention;
import org.openguides.processing.internal.session.Outage;
import org.openguides.processing.spi.Finding;

/** Interprets rejected commits. */
final class CommitRejection {

    private CommitRejection() {}

    /**
     * Returns whether a commit failed because of an asset in it rather than the repository. Oak reports a transient
     * error of its database, and a store that is too busy to merge a commit, like a conflict.
     */
    static boolean concernsSingleAssets(RepositoryException e) {
        return !Outage.isOutage(e)
                && !Contention.isContention(e)
                && (e instanceof InvalidItemStateException
                        || e instanceof ConstraintViolationException
                        || e instanceof AccessDeniedException
                        || e instanceof LockException
                        || e instanceof VersionException);
    }

    /** Returns why an asset failed whose commit was rejected repeatedly. */
    static Finding reason(RepositoryException e, int attempts) {
        if (Outage.isOutage(e)) {
            return Finding.of(
                    Reason.NOT_WRITABLE,
                    "the database of the repository refuses to store its results, " + attempts
                            + " times in a row, while it stores others; see the server's log");
        }
        return e instanceof InvalidItemStateException
                ? Finding.of(
                        Reason.CONFLICT, "another session changed it at the same time, " + attempts + " times in a row")
                : Finding.of(Reason.NOT_WRITABLE, "the repository refuses its changes: " + e.getMessage());
    }
}
