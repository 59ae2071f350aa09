package org.openguides.processing.internal.engine.supervision;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;

import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.log.ServerLog;
import org.slf4j.Logger;

/**
 * Counts consecutive failures of work on this node. If work of several runs fails, the node is assumed to be at fault
 * and pauses, so that other nodes of the cluster do the work. Safe for use by multiple threads.
 */
public final class NodeFailures {

    private static final Logger LOG = ServerLog.of(NodeFailures.class);
    private static final Duration REST = Duration.ofMinutes(5);
    private static final int MOST = 3;
    private static final int RUNS = 2;

    private final Time time;
    private final Set<String> runs = new HashSet<>();
    private int inARow;
    private long restsSince;
    private boolean resting;

    public NodeFailures(Time time) {
        this.time = time;
    }

    /** Records that work of a run has failed on this node. */
    public synchronized void failed(String runId) {
        inARow++;
        runs.add(runId);
        if (inARow >= MOST && runs.size() >= RUNS && !isResting()) {
            resting = true;
            restsSince = time.nanos();
            LOG.error(
                    "Work of {} runs has failed on this node, {} times in a row; it accepts no work for "
                            + "{} s if there are other nodes",
                    runs.size(),
                    inARow,
                    REST.toSeconds());
        }
    }

    /** Records that work has succeeded on this node. */
    public synchronized void succeeded() {
        inARow = 0;
        runs.clear();
        resting = false;
    }

    /** Returns whether the node should currently leave work to others. */
    public synchronized boolean isResting() {
        if (resting && time.isOver(restsSince, REST)) {
            resting = false;
        }
        return resting;
    }
}
