package org.openguides.processing.internal.jobs;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import org.apache.sling.event.jobs.JobManager;
import org.openguides.processing.internal.engine.Dispatch;
import org.openguides.processing.internal.session.ServiceSessions;

/** Queues work units as Sling jobs. Safe for use by multiple threads. */
final class SlingDispatch implements Dispatch {

    private final JobManager jobs;
    private final JobSender sender;

    SlingDispatch(JobManager jobs, ServiceSessions sessions) {
        this.jobs = jobs;
        this.sender = new JobSender(jobs, sessions);
    }

    @Override
    public boolean send(String runId, String work, Set<String> notOn) {
        Map<String, Object> properties = new HashMap<>(properties(runId, work));
        if (!notOn.isEmpty()) {
            properties.put(Topics.NOT_ON, String.join(" ", notOn));
        }
        return sender.send(topic(work), properties);
    }

    /** An active job does not count, since Sling loses some jobs if the repository fails while it records their end. */
    @Override
    @SuppressWarnings("unchecked") // an array of maps
    public boolean isWaiting(String runId, String work) {
        return !jobs.findJobs(JobManager.QueryType.QUEUED, topic(work), 1, properties(runId, work))
                .isEmpty();
    }

    private static String topic(String work) {
        return work.equals(SELECTION) ? Topics.SELECTION : Topics.PARTITION;
    }

    private static Map<String, Object> properties(String runId, String work) {
        return work.equals(SELECTION) ? Topics.run(runId) : Topics.partition(runId, work);
    }
}
