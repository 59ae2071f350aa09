package org.openguides.processing.internal.jobs;

import java.util.Map;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.openguides.processing.internal.session.ServiceSessions;

/**
 * Adds jobs and verifies that they exist. Sling names a job after the node, the minute and a counter that starts at 0
 * with the server ({@code JobManagerConfiguration.getUniqueId} of Sling Event 4). Within the minute of a restart a job
 * with the same name may exist: Sling then keeps the old job, drops the new one, and reports success. Safe for use by
 * multiple threads.
 */
final class JobSender {

    /** Each attempt takes the next number; there are hardly more old jobs of one minute. */
    private static final int TRIES = 1000;

    private final JobManager jobs;
    private final StoredJobs stored;

    JobSender(JobManager jobs, ServiceSessions sessions) {
        this.jobs = jobs;
        this.stored = new StoredJobs(sessions);
    }

    /**
     * Adds a job. It may be added twice, which is harmless, since the work of a job is acquired by one worker only.
     *
     * @return whether the job exists or has already been done; false if the job system does not accept jobs
     */
    boolean send(String topic, Map<String, Object> properties) {
        for (int attempt = 1; attempt <= TRIES; attempt++) {
            Job job = jobs.addJob(topic, properties);
            if (job == null) {
                return false;
            }
            if (stored.has(topic, job, properties).orElseGet(() -> isFound(job, properties))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Where the service user may not read Sling's records, the index of Sling's query is believed to be synchronous.
     */
    private boolean isFound(Job job, Map<String, Object> properties) {
        Job kept = jobs.getJobById(job.getId());
        return kept == null || isOf(kept, properties);
    }

    private static boolean isOf(Job job, Map<String, Object> properties) {
        return properties.entrySet().stream()
                .allMatch(property -> property.getValue().equals(job.getProperty(property.getKey())));
    }
}
