package org.openguides.processing.internal.observe;

import java.util.List;

import org.openguides.processing.api.Run;

/** The runs of the cluster that have not ended. Safe for use by multiple threads. */
@FunctionalInterface
public interface UnfinishedRuns {

    /**
     * Returns their present state, in no particular order; unreadable records are left out.
     *
     * @throws org.openguides.processing.api.ProcessingException if the repository fails
     */
    List<Run> list();
}
