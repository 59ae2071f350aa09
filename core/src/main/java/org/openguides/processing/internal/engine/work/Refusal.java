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

/** What it means that the repository did not take a commit. */
final class Refusal {

    private Refusal() {}

    /**
     * Whether a commit failed because of an asset in it and not because of the repository. Oak reports a passing fault of its
     * database, and a store that is too busy to merge the commit, as it reports a conflict.
     */
    static boolean concernsSingleAssets(RepositoryException e) {
        return !Outage.isOne(e)
                && !Contention.isOne(e)
                && (e instanceof InvalidItemStateException
                        || e instanceof ConstraintViolationException
                        || e instanceof AccessDeniedException
                        || e instanceof LockException
                        || e instanceof VersionException);
    }

    /** Why an asset failed whose commit was refused so many times in a row. */
    static Finding reason(RepositoryException e, int attempts) {
        if (Outage.isOne(e)) {
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
