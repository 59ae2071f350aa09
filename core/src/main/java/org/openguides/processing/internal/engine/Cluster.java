package org.openguides.processing.internal.engine;

/** The nodes that work on the same repository. Safe for use by multiple threads. */
@FunctionalInterface
public interface Cluster {

    /**
     * Returns whether a node is known to have left the cluster.
     *
     * @param node id of the node
     * @return false also while the topology is unknown
     */
    boolean hasLeft(String node);

    /** Returns whether this is known to be the only node. */
    default boolean isAlone() {
        return size() == 1;
    }

    /** Returns the number of nodes, including this one; 0 while the topology is unknown. */
    default int size() {
        return 1;
    }
}
