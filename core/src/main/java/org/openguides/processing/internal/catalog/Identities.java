package org.openguides.processing.internal.catalog;

import javax.jcr.RepositoryException;

import java.util.List;

/**
 * Finds processed assets by their identity, {@link Term.Field#IDENTITY}, in records of the run instead of an index,
 * which may lag behind.
 */
@FunctionalInterface
public interface Identities {

    /** Finds no assets. */
    Identities NONE = (term, folder) -> List.of();

    /**
     * Returns the distinct paths of assets that may have the term, in no particular order. Some may not have it or may
     * not exist any more.
     *
     * @param folder only assets at or below this path
     */
    List<String> assetsWith(Term term, String folder) throws RepositoryException;
}
