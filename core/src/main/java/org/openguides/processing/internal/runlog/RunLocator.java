package org.openguides.processing.internal.runlog;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Optional;

/** Locates the nodes of runs. */
@FunctionalInterface
public interface RunLocator {

    /** Returns the node of a run, if it exists and the session may read it. The id is untrusted input. */
    Optional<Node> find(Session session, String runId) throws RepositoryException;
}
