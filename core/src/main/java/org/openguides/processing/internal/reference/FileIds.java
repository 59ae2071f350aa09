package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Optional;

import org.openguides.processing.internal.dita.ElementIds;

/** Tells the ids in files, processed or not. Safe for use by many threads. */
@FunctionalInterface
public interface FileIds {

    /**
     * The ids of a file.
     *
     * @param path an asset's
     * @return empty if they are unknown: it is no DITA, not well-formed, or its content is lost
     * @throws org.openguides.processing.internal.asset.ContentUnreachableException if it cannot be read now
     */
    Optional<ElementIds> of(Session session, String path) throws RepositoryException;
}
