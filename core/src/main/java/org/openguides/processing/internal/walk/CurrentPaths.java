package org.openguides.processing.internal.walk;

/** The processed paths as they are configured now; an OSGi service. Safe for use by multiple threads. */
@FunctionalInterface
public interface CurrentPaths {

    /** Returns the paths; the result does not follow later changes of the configuration. */
    ProcessedPaths get();
}
