package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.status.StatusSweep;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/** Scheduled task that recovers asset status jobs once a minute, on one node of the cluster. */
@Component(
        service = Runnable.class,
        property = {"scheduler.period:Long=60", "scheduler.concurrent:Boolean=false", "scheduler.runOn=SINGLE"})
public final class StatusSweepTask implements Runnable {

    private static final Logger LOG = ServerLog.of(StatusSweepTask.class);

    private static final Duration GRACE = Duration.ofMinutes(1);

    private final StatusSweep sweep;

    @Activate
    public StatusSweepTask(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "jobs") JobManager jobs,
            @Reference(name = "statusJob") AssetStatusJob statusJob) {
        sweep = new StatusSweep(
                sessions,
                new SlingJobs(jobs, new JobSender(jobs, sessions)),
                statusJob.owner(),
                GRACE,
                Clock.systemUTC());
    }

    @Override
    public void run() {
        try {
            sweep.sweep();
        } catch (RepositoryException | ProcessingException | IllegalStateException e) {
            LOG.warn("Asset status jobs cannot be checked; retrying in a minute", e);
        }
    }

    /** Sling jobs of the topic. */
    private record SlingJobs(JobManager manager, JobSender sender) implements StatusSweep.Jobs {

        private static final int MOST = 1000;

        @Override
        @SuppressWarnings("unchecked") // an array of maps
        public boolean isWaiting(String statusId) {
            return !manager.findJobs(JobManager.QueryType.QUEUED, Topics.STATUS, 1, Topics.status(statusId))
                    .isEmpty();
        }

        @Override
        public void add(String statusId) {
            sender.send(Topics.STATUS, Topics.status(statusId));
        }

        @Override
        @SuppressWarnings("unchecked") // an array of maps
        public Map<String, String> inWork() {
            Map<String, String> inWork = new HashMap<>();
            for (Job job : manager.findJobs(JobManager.QueryType.ACTIVE, Topics.STATUS, MOST)) {
                inWork.put(job.getId(), job.getProperty(Topics.STATUS_ID, ""));
            }
            return inWork;
        }

        @Override
        public void remove(String jobId) {
            manager.removeJobById(jobId);
        }
    }
}
