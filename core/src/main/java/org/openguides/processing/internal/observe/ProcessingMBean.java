package org.openguides.processing.internal.observe;

/** What JMX shows of us, and what can be done there. */
public interface ProcessingMBean {

    /** Version of the bundle. */
    String getVersion();

    /** The worst status of the checks: OK, WARN or CRITICAL. */
    String getHealth();

    /** What the checks have found, each as {@code name: severity: message}. */
    String[] getFindings();

    /** How many runs are worked on. */
    int getRunningRuns();

    /** How many runs wait. */
    int getWaitingRuns();

    /** The runs that have not ended, each as {@code id: state, assets done of those selected so far}. */
    String[] getRuns();

    /** Paths of the assets that servers had in hand when they died; those with two deaths are not processed any more. */
    String[] getSuspects();

    /** Forgets all of these, on all nodes: the next run processes them again. */
    void forgetSuspects();
}
