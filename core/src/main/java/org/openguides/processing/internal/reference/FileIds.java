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
     * @return empty if nobody can say, because it is no DITA or not well-formed
     */
    Optional<ElementIds> of(Session session, String path) throws RepositoryException;
}
