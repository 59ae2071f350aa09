package org.openguides.processing.internal.observe;

import java.util.List;

/** Assets that servers were processing when they died. Safe for use by multiple threads. */
public interface Suspects {

    /**
     * Returns their paths as known to the repository and this node, sorted.
     *
     * @throws org.openguides.processing.api.ProcessingException if the repository fails
     */
    List<String> list();

    /**
     * Forgets all of them; each node does so before it next works on a partition.
     *
     * @throws org.openguides.processing.api.ProcessingException if the repository fails
     */
    void forget();
}
