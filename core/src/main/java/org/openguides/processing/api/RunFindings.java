package org.openguides.processing.api;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Reads the findings of runs. Does not check permissions, which is up to the caller. Safe for use by multiple threads.
 */
@ProviderType
public interface RunFindings {

    /**
     * Returns all findings of a run, in the order in which they were made within each of its partitions.
     *
     * @return a reader for one thread, which can be read once; empty if there is no such run, or its reports have been
     *     deleted
     */
    Reader of(String runId);

    /** Reads findings in pages of some hundreds; holds no resources between two calls. */
    @ProviderType
    interface Reader {

        /**
         * Returns the next findings; for a run in progress, those known so far.
         *
         * @return empty if there are no more
         * @throws ProcessingException if the repository fails
         */
        List<RunFinding> next();
    }
}
