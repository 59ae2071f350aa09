package org.openguides.processing.internal.jobs;

import java.util.HashMap;
import java.util.Map;

import org.apache.sling.event.jobs.Job;
import org.openguides.processing.internal.engine.Cluster;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.slf4j.Logger;

/**
 * Passes jobs that only a later version understands to other nodes. Sling would retry such a job on this node and count
 * the retries, so it is completed here and replaced by a new job, which Sling assigns to the nodes in turn. After
 * several replacements, or without other nodes, the job is dropped: nodes of the later version send it again when a
 * lease expires. Safe for use by multiple threads.
 */
final class Handover {

    private static final Logger LOG = ServerLog.of(Handover.class);

    /** Number of times the job has been passed on. */
    private static final String PASSED_ON = "passedOn";

    private static final int MOST = 3;

    private final JobSender jobs;
    private final Cluster cluster;

    Handover(JobSender jobs, Cluster cluster) {
        this.jobs = jobs;
        this.cluster = cluster;
    }

    /**
     * Wraps the work of a job so that it is passed on if necessary.
     *
     * @param record     id of the record that the job works on
     * @param properties properties of the job
     */
    GuardedJob.Work orPassOn(Job job, String record, Map<String, Object> properties, GuardedJob.Work work) {
        return () -> {
            try {
                return work.isDone();
            } catch (UnknownFormatException e) {
                RecordReader.leave(record, e);
                passOn(job, properties);
                return true;
            }
        };
    }

    /** Passes a job of a later version on, or drops it. */
    void passOn(Job job, Map<String, Object> properties) {
        boolean passed = isPassedOn(job, properties);
        LOG.info(
                "job={} of a later version is {}: {}",
                job.getId(),
                passed ? "given to another node" : "dropped",
                properties);
    }

    /**
     * Adds a job of the same kind for another node.
     *
     * @param properties properties of the job
     * @return false if there is no other node, or several have been tried
     */
    boolean isPassedOn(Job job, Map<String, Object> properties) {
        int before = Integer.parseInt(job.getProperty(PASSED_ON, "0"));
        if (cluster.isAlone() || before >= MOST) {
            return false;
        }
        Map<String, Object> more = new HashMap<>(properties);
        more.put(PASSED_ON, Integer.toString(before + 1));
        String notOn = job.getProperty(Topics.NOT_ON, "");
        if (!notOn.isEmpty()) {
            more.put(Topics.NOT_ON, notOn);
        }
        return jobs.send(job.getTopic(), more);
    }
}
