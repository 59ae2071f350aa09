package org.openguides.processing.internal.metrics;

/** Present figures of the engine on this node. Safe for use by multiple threads. */
public interface EngineFigures {

    /** Returns the number of selections and partitions of the runs coordinated by this node that are not done. */
    int queueDepth();

    /** Returns the number of workers. */
    int workers();

    /** Returns the number of threads that hang and have been abandoned. */
    int abandonedThreads();

    /** Returns the number of commits that were repeated since the start. */
    long retries();
}
