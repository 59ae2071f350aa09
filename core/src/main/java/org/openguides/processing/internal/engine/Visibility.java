package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;

/**
 * Decides which other assets the results for an asset may mention: those that all users of the run can read. Any other
 * asset has to be treated as if it did not exist. For one session.
 */
@FunctionalInterface
public interface Visibility {

    /** All assets are visible. */
    Visibility ALL = path -> true;

    /** Returns whether the node at an existing path may be mentioned. */
    boolean includes(String path) throws RepositoryException;
}
