package org.openguides.processing.internal.engine;

import java.util.Set;

/** Queues the work units of a run for workers anywhere in the cluster. Safe for use by multiple threads. */
public interface Dispatch {

    /** The name of the work unit that selects the assets of a run; all other names are those of partitions. */
    String SELECTION = "selection";

    /**
     * Queues a work unit, with at-least-once delivery; duplicates are harmless.
     *
     * @param work  {@link #SELECTION} or the name of a partition
     * @param notOn ids of nodes that must not do it, if there are other nodes
     * @return false if it was not accepted; the caller tries again later
     */
    boolean send(String runId, String work, Set<String> notOn);

    /** Returns whether a queued work unit still waits for a worker; also true if that is unknown. */
    boolean isWaiting(String runId, String work);
}
