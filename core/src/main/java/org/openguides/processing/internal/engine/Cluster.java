package org.openguides.processing.internal.engine;

/** Which nodes work on the same repository. Safe for use by many threads. */
@FunctionalInterface
public interface Cluster {

    /**
     * Whether a node is known to be gone.
     *
     * @param node identifies the node
     * @return false also while nothing certain is known
     */
    boolean hasLeft(String node);

    /** Whether it is known that there is no other node now. */
    default boolean isAlone() {
        return size() == 1;
    }

    /** How many nodes are known to be there, this one included; 0 while nothing certain is known. */
    default int size() {
        return 1;
    }
}
