package org.openguides.processing.internal.catalog;

import javax.jcr.RepositoryException;

import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** Has a catalog that is kept apart from the assets forget those that are gone. Belongs to one thread and one session. */
@FunctionalInterface
public interface GoneAssets {

    /**
     * Looks at what is known of some assets at or below a folder, and forgets those that the session does not find any more.
     *
     * @param folder  absolute path
     * @param movedTo where the folder is now, or the asset, if it was moved: what is known of its assets is kept for them; null if it was not
     * @param after   goes on behind this path; null for the beginning
     * @param before  leaves out what was written since, as the session may not see its asset yet
     * @return behind which path to go on; null if that was all
     */
    @Nullable
    String forget(String folder, @Nullable String movedTo, @Nullable String after, Instant before)
            throws RepositoryException;
}
