package org.openguides.processing.internal.engine.supervision;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

/** A worker's work as its supervisor sees it. Safe for use by the worker's and the supervisor's thread. */
public interface Supervised {

    /** Returns the progress of the worker. */
    Progress progress();

    /** Returns the worker's lease. */
    Lease lease();

    /** Returns whether the run still needs the work. */
    boolean isWanted(Session session) throws RepositoryException;

    /** Asks the worker to commit as soon as possible, and to check the state of the run. */
    void hurry();

    /** Asks the worker to commit and to release its work. */
    void stop();
}
