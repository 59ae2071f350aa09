package org.openguides.processing.internal.reference;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import java.util.Optional;

import org.openguides.processing.internal.dita.ElementIds;

/** Provides the ids in files, whether or not these have been processed. Safe for use by multiple threads. */
@FunctionalInterface
public interface FileIds {

    /**
     * Returns the ids of a file.
     *
     * @param path path of an asset
     * @return empty if they are unknown: the file is not DITA, is not well-formed, or its content is lost
     * @throws org.openguides.processing.internal.asset.ContentUnreachableException if it cannot be read at the moment
     */
    Optional<ElementIds> of(Session session, String path) throws RepositoryException;
}
