package org.openguides.processing.api;

import java.util.List;

import org.osgi.annotation.versioning.ProviderType;

/** What runs have found wrong with assets. It does not check what a user may see: callers do. Safe for use by many threads. */
@ProviderType
public interface RunFindings {

    /**
     * All findings of a run, in the order in which they were made in each of its partitions.
     *
     * @return to be read once, by one thread; empty if there is no such run, or its reports have been removed
     */
    Reader of(String runId);

    /** Reads findings, some hundreds at a time; between two calls nothing is held. */
    @ProviderType
    interface Reader {

        /**
         * The next findings; of a run that goes on as far as they are known.
         *
         * @return empty if there are no more
         * @throws ProcessingException if the repository refuses
         */
        List<RunFinding> next();
    }
}
