package org.openguides.processing.internal.catalog;

import javax.jcr.RepositoryException;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/**
 * Removes assets that do not exist any more from a catalog that is stored apart from the assets. Belongs to one thread
 * and one session.
 */
@FunctionalInterface
public interface GoneAssets {

    /**
     * Checks a page of the records at or below a folder, and removes those of assets that the session does not find any
     * more.
     *
     * @param folder  absolute path
     * @param movedTo new path of the folder or asset if it was moved, under which its records are kept; null if it was
     *     not moved
     * @param after   continues after this path; null for the beginning
     * @param before  keeps records that were written at this time or later, at a former or a new path, since the session
     *     may not see their assets yet; at most the time of the move
     * @return path after which to continue; null if there is nothing left
     */
    @Nullable
    String forget(String folder, @Nullable String movedTo, @Nullable String after, Instant before)
            throws RepositoryException;
}
