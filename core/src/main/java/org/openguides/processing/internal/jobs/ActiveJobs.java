package org.openguides.processing.internal.jobs;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.openguides.processing.internal.maintenance.JobSweep;

/** The jobs of runs and partitions that Sling records as active. */
record ActiveJobs(JobManager manager) implements JobSweep.Jobs {

    private static final int MOST = 1000;

    @Override
    @SuppressWarnings("unchecked") // an array of maps
    public Map<String, String> runs() {
        Map<String, String> runs = new HashMap<>();
        for (String topic : List.of(Topics.RUN, Topics.SELECTION, Topics.PARTITION)) {
            for (Job job : manager.findJobs(JobManager.QueryType.ACTIVE, topic, MOST)) {
                runs.put(job.getId(), job.getProperty(Topics.RUN_ID, ""));
            }
        }
        return runs;
    }

    /** Sling first moves a job to its archive; a second call removes it from there. */
    @Override
    public void remove(String jobId) {
        manager.removeJobById(jobId);
        manager.removeJobById(jobId);
    }
}
