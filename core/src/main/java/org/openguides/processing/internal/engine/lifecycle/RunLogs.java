package org.openguides.processing.internal.engine.lifecycle;

import java.time.Clock;

import org.openguides.processing.internal.runlog.RunLogWriter;

/** Creates writers for the logs of runs. */
public final class RunLogs {

    /** Label in each line, as in the published log format. */
    private static final String LABEL = "ASSET_PROCESSING";

    private RunLogs() {}

    /** Creates a writer for the log of one run. */
    public static RunLogWriter writer() {
        return new RunLogWriter(Clock.systemUTC(), LABEL);
    }
}
