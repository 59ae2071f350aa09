package org.openguides.processing.internal.engine.supervision;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

/** What a worker works on, as its supervisor sees it. Safe for use by the worker's thread and the supervisor's. */
public interface Supervised {

    /** What the worker is at. */
    Progress progress();

    /** The worker's hold on its piece of work. */
    Lease lease();

    /** Whether the run still wants the work to be done. */
    boolean isWanted(Session session) throws RepositoryException;

    /** Lets the worker commit what it has as soon as it can, and look at the run again. */
    void hurry();

    /** Lets the worker commit what it has and give its work back. */
    void stop();
}
