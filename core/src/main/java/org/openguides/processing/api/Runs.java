package org.openguides.processing.api;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Starts runs and tells how they stand. It does not check what a user may do or see: callers do. Safe for use by many
 * threads.
 */
@ProviderType
public interface Runs {

    /**
     * Accepts a run: claims its paths and hands it to a coordinator, on whichever node of the cluster.
     *
     * @return the id of the new run
     * @throws OverlapException if a run that has not ended covers an equal, a parent or a child path
     * @throws ProcessingException if the repository refuses it; nothing is left behind then
     */
    String start(RunRequest request) throws OverlapException;

    /**
     * A run as it stands now.
     *
     * @return empty if there is none with this id
     */
    Optional<Run> find(String id);

    /**
     * The newest runs, newest first. A record that cannot be read is left out.
     *
     * @param limit  how many at most
     * @param before only runs created before this instant; null for no bound
     */
    List<Run> newest(int limit, @Nullable Instant before);
}
