package org.openguides.processing.internal.engine;

import java.util.Set;

/** Hands pieces of a run's work to workers, anywhere in the cluster. Safe for use by many threads. */
public interface Dispatch {

    /** The name of the piece of work that selects the assets of a run; all others are names of partitions. */
    String SELECTION = "selection";

    /**
     * Has a piece of work done, at least once. It does no harm that a worker gets it twice.
     *
     * @param work  {@link #SELECTION} or the name of a partition
     * @param notOn ids of nodes that are not to do it, if there are others
     * @return false if it was not accepted; the caller tries again later
     */
    boolean send(String runId, String work, Set<String> notOn);

    /** Whether a piece of work that was sent still waits for a worker; true as well if that cannot be told. */
    boolean isWaiting(String runId, String work);
}
