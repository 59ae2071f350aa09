package org.openguides.processing.internal.run;

/** Hands sealed partitions to workers, anywhere in the cluster. */
@FunctionalInterface
public interface PartitionDispatch {

    /**
     * Has a partition worked on, at least once. That a worker gets it twice does no harm.
     *
     * @return false if nobody could be asked; the caller tries again later
     */
    boolean dispatch(String runId, String partition);
}
