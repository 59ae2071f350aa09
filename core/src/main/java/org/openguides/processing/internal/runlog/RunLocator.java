package org.openguides.processing.internal.runlog;

import javax.jcr.Node;
import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Optional;

/** Knows where the nodes of runs are. */
@FunctionalInterface
public interface RunLocator {

    /** The node of a run, if it is there and the session may see it. The id is whatever a caller has sent. */
    Optional<Node> find(Session session, String runId) throws RepositoryException;
}
