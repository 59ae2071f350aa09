package org.openguides.processing.internal.engine.lifecycle;

import java.time.Clock;

import org.openguides.processing.internal.runlog.RunLogWriter;

/** The run log as the jobs write it. */
public final class RunLogs {

    /** Stands in each line; what the published log format has there. */
    private static final String LABEL = "ASSET_PROCESSING";

    private RunLogs() {}

    /** A writer for the log of one run. */
    public static RunLogWriter writer() {
        return new RunLogWriter(Clock.systemUTC(), LABEL);
    }
}
