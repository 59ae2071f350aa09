package org.openguides.processing.internal.catalog;

import javax.jcr.RepositoryException;

import java.util.List;

/**
 * Finds assets by what they are, {@link Term.Field#IDENTITY}, without an index: those that are known to have been processed,
 * by a record of its own. An index may not have heard of them yet.
 */
@FunctionalInterface
public interface Identities {

    /** Knows of no asset. */
    Identities NONE = (term, folder) -> List.of();

    /**
     * Paths of assets that may have the term, each once, in no particular order. Some may not have it, or be gone.
     *
     * @param folder at or below which they lie
     */
    List<String> assetsWith(Term term, String folder) throws RepositoryException;
}
