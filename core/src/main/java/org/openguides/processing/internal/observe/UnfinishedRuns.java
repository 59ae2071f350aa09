package org.openguides.processing.internal.observe;

import java.util.List;

import org.openguides.processing.api.Run;

/** The runs that have not ended, on whichever node. Safe for use by many threads. */
@FunctionalInterface
public interface UnfinishedRuns {

    /**
     * As they stand now, in no particular order; a record that cannot be read is left out.
     *
     * @throws org.openguides.processing.api.ProcessingException if the repository refuses
     */
    List<Run> list();
}
