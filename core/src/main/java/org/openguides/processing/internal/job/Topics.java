package org.openguides.processing.internal.job;

import java.util.Map;

/** The job topics of ours, and what their jobs carry. */
final class Topics {

    static final String RUN = "org/openguides/processing/run";
    static final String PARTITION = "org/openguides/processing/partition";
    static final String STATUS = "org/openguides/processing/status";

    static final String RUN_ID = "runId";
    static final String PARTITION_NAME = "partition";
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
