package org.openguides.processing.internal.access;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.Optional;

/** Tells nodes apart that have been at the same path one after the other: a record that is older than the node is of another one. */
public final class CreationTime {

    private static final String CREATED = "jcr:created";

    private CreationTime() {}

    /** When a node was made; empty if it does not say, or its session cannot see it. A node that is moved keeps it. */
    public static Optional<Instant> of(Node node) throws RepositoryException {
        return node.hasProperty(CREATED)
                ? Optional.of(node.getProperty(CREATED).getDate().toInstant())
                : Optional.empty();
    }
}
