package org.openguides.processing.internal.jobs;

import java.util.Map;

/** Topics of the jobs of this bundle, and their properties. */
final class Topics {

    static final String RUN = "org/openguides/processing/run";
    static final String PARTITION = "org/openguides/processing/partition";
    static final String SELECTION = "org/openguides/processing/selection";
    static final String STATUS = "org/openguides/processing/status";

    static final String RUN_ID = "runId";
    static final String PARTITION_NAME = "partition";
    /** Ids of nodes that must not do it if there are others, separated by blanks. */
    static final String NOT_ON = "notOn";

    static final String STATUS_ID = "statusId";

    private Topics() {}

    static Map<String, Object> run(String runId) {
        return Map.of(RUN_ID, runId);
    }

    static Map<String, Object> partition(String runId, String partition) {
        return Map.of(RUN_ID, runId, PARTITION_NAME, partition);
    }

    static Map<String, Object> status(String statusId) {
        return Map.of(STATUS_ID, statusId);
    }
}
