package org.openguides.processing.internal.walk;

import org.openguides.processing.api.RunRequest;
import org.openguides.processing.api.RunType;

/** The processed paths as they are configured now; an OSGi service. Safe for use by multiple threads. */
@FunctionalInterface
public interface CurrentPaths {

    /** Returns the paths; the result does not follow later changes of the configuration. */
    ProcessedPaths get();

    /**
     * Returns the paths for a run. A reset may concern ignored paths too: it is the way back from runs over content that has
     * been ignored since.
     */
    default ProcessedPaths of(RunRequest request) {
        return request.type() == RunType.RESET ? ProcessedPaths.ALL : get();
    }
}
