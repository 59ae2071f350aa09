package org.openguides.processing.internal.observe;

import java.util.List;

/** The nodes of the cluster. Safe for use by multiple threads. */
@FunctionalInterface
public interface Nodes {

    /**
     * A node that shares the repository.
     *
     * @param id      its Sling id
     * @param name    display name, or its id
     * @param isLocal whether it is this node
     */
    record ClusterNode(String id, String name, boolean isLocal) {}

    /** Returns the present nodes ordered by name; empty while the topology is unknown. */
    List<ClusterNode> present();
}
