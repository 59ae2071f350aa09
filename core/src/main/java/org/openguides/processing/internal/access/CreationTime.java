package org.openguides.processing.internal.access;

import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.Optional;

/**
 * Distinguishes nodes that have existed at the same path one after the other: a record older than the node belongs to
 * an earlier one.
 */
public final class CreationTime {

    private static final String CREATED = "jcr:created";

    private CreationTime() {}

    /**
     * Returns the creation time of a node; empty if it has none, the session cannot read it, or users could have
     * written it. A moved node keeps it.
     */
    public static Optional<Instant> of(Node node) throws RepositoryException {
        if (!node.hasProperty(CREATED)) {
            return Optional.empty();
        }
        Property created = node.getProperty(CREATED);
        boolean trusted = created.getDefinition().isProtected()
                && created.getType() == PropertyType.DATE
                && !created.isMultiple();
        return trusted ? Optional.of(created.getDate().toInstant()) : Optional.empty();
    }
}
