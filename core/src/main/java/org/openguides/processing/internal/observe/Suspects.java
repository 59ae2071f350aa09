package org.openguides.processing.internal.observe;

import java.util.List;

/** The assets that servers had in hand when they died. Safe for use by many threads. */
public interface Suspects {

    /**
     * Their paths, as the repository and this node know of them, sorted.
     *
     * @throws org.openguides.processing.api.ProcessingException if the repository refuses
     */
    List<String> list();

    /**
     * Forgets all of them, on each node before it next works on a partition.
     *
     * @throws org.openguides.processing.api.ProcessingException if the repository refuses
     */
    void forget();
}
