package org.openguides.processing.internal.jobs;

import java.util.HashMap;
import java.util.Map;

import org.apache.sling.event.jobs.Job;
import org.openguides.processing.internal.engine.Cluster;
import org.openguides.processing.internal.store.RecordReader;
import org.openguides.processing.internal.store.UnknownFormatException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gives the jobs that only a later version understands to other nodes. Sling would try such a job again and again on this very
 * node, and count that; so it is done here, and another one takes its place, which Sling gives to one node after the other. After
 * some of them, or where there is no other node, the job is dropped: the nodes of that version miss it when a lease is over, and
 * send it again. Safe for use by many threads.
 */
final class Handover {

    private static final Logger LOG = LoggerFactory.getLogger(Handover.class);

    /** How often the job has been given to another node. */
    private static final String PASSED_ON = "passedOn";

    private static final int MOST = 3;

    private final JobSender jobs;
    private final Cluster cluster;

    Handover(JobSender jobs, Cluster cluster) {
        this.jobs = jobs;
        this.cluster = cluster;
    }

    /**
     * Does the work of a job, or has it done elsewhere.
     *
     * @param record     id of what the job is about
     * @param properties what the job was sent with
     */
    GuardedJob.Work orElsewhere(Job job, String record, Map<String, Object> properties, GuardedJob.Work work) {
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

    /** Gives the job of a later version to another node, or drops it. */
    void passOn(Job job, Map<String, Object> properties) {
        boolean passed = isPassedOn(job, properties);
        LOG.info(
                "job={} of a later version is {}: {}",
                job.getId(),
                passed ? "given to another node" : "dropped",
                properties);
    }

    /**
     * Has another node do what this one cannot: adds a job of the same kind.
     *
     * @param properties what the job was sent with
     * @return false if there is no other node, or some have been asked already
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
