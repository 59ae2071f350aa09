package org.openguides.processing.internal.jobs;

import java.util.Map;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.openguides.processing.internal.session.ServiceSessions;

/**
 * Adds jobs and sees that they are there. Sling names a job by the node, the minute and a number that begins at 0 with
 * each start of the server ({@code JobManagerConfiguration.getUniqueId} of Sling Event 4). Within the minute of a restart
 * a job of the same name may be left from before: Sling then keeps that one, drops the new one, and reports success all
 * the same. Safe for use by many threads.
 */
final class JobSender {

    /** Each takes the next number; an earlier start hardly leaves that many jobs of one minute. */
    private static final int TRIES = 1000;

    private final JobManager jobs;
    private final StoredJobs stored;

    JobSender(JobManager jobs, ServiceSessions sessions) {
        this.jobs = jobs;
        this.stored = new StoredJobs(sessions);
    }

    /**
     * Adds a job. At worst it is there twice, which does no harm: whatever our jobs are for is given to one of them only.
     *
     * @return whether it is there, or has been done already; if not, the job system takes none now
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

    /** Where our user may not read Sling's records, the index of its query is synchronous, as far as is known. */
    private boolean isFound(Job job, Map<String, Object> properties) {
        Job kept = jobs.getJobById(job.getId());
        return kept == null || isOf(kept, properties);
    }

    private static boolean isOf(Job job, Map<String, Object> properties) {
        return properties.entrySet().stream()
                .allMatch(property -> property.getValue().equals(job.getProperty(property.getKey())));
    }
}
