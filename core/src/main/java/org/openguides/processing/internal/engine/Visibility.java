package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;

/**
 * What may be told of other assets than the one at work: what all users can read for whom a run works. Whatever else there is must
 * look as if it were not there. For one session.
 */
@FunctionalInterface
public interface Visibility {

    /** Everything. */
    Visibility ALL = path -> true;

    /** Whether what is at an existing path may be told of. */
    boolean includes(String path) throws RepositoryException;
}
