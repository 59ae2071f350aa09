package org.openguides.processing.internal.access;

import javax.jcr.Node;
import javax.jcr.Property;
import javax.jcr.PropertyType;
import javax.jcr.RepositoryException;

import java.time.Instant;
import java.util.Optional;

/** Tells nodes apart that have been at the same path one after the other: a record that is older than the node is of another one. */
public final class CreationTime {

    private static final String CREATED = "jcr:created";

    private CreationTime() {}

    /**
     * When a node was made; empty if it does not say, its session cannot see it, or users could have written it. A node that is moved
     * keeps it.
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
