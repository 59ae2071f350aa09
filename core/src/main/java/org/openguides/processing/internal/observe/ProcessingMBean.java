package org.openguides.processing.internal.observe;

/** MBean of the product. */
public interface ProcessingMBean {

    /** Returns the version of the bundle. */
    String getVersion();

    /** Returns the worst status of the checks: OK, WARN or CRITICAL. */
    String getHealth();

    /** Returns the findings of the checks, each as {@code name: severity: message}. */
    String[] getFindings();

    /** Returns the number of running runs. */
    int getRunningRuns();

    /** Returns the number of waiting runs. */
    int getWaitingRuns();

    /** Returns the runs that have not ended, each as {@code id: state, assets done of those selected so far}. */
    String[] getRuns();

    /**
     * Returns the paths of assets that servers were processing when they died; those with two deaths are no longer
     * processed.
     */
    String[] getSuspects();

    /** Forgets all suspects on all nodes, so that the next run processes them again. */
    void forgetSuspects();
}
