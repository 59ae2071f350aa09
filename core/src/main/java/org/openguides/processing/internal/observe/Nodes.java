package org.openguides.processing.internal.observe;

import java.util.List;

/** The nodes of the cluster. Safe for use by many threads. */
@FunctionalInterface
public interface Nodes {

    /**
     * A node that shares the repository.
     *
     * @param id      Sling's id of it
     * @param name    what an administrator calls it, or else its id
     * @param isLocal whether it is this one
     */
    record ClusterNode(String id, String name, boolean isLocal) {}

    /** Those that are there now, in the order of their names; none while that is not known. */
    List<ClusterNode> present();
}
