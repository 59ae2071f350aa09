package org.openguides.processing.internal.job;

import java.time.Clock;

import org.openguides.processing.internal.runlog.RunLogWriter;

/** The run log as the jobs write it. */
final class RunLogs {

    /** Stands in each line; what the published log format has there. */
    private static final String LABEL = "ASSET_PROCESSING";

    private RunLogs() {}

    static RunLogWriter writer() {
        return new RunLogWriter(Clock.systemUTC(), LABEL);
    }
}
