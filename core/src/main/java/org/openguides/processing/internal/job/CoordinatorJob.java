package org.openguides.processing.internal.job;

import javax.jcr.RepositoryException;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.event.jobs.consumer.JobExecutor;
import org.openguides.processing.internal.run.Coordinator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Coordinates one run for each job. */
@Component(service = JobExecutor.class, property = JobExecutor.PROPERTY_TOPICS + "=" + Topics.RUN)
public final class CoordinatorJob implements JobExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorJob.class);
    private static final int MOST_RETRIES = 2;

    private final Engine engine;

    @Activate
    public CoordinatorJob(@Reference(name = "engine") Engine engine) {
        this.engine = engine;
    }

    /**
     * Must not throw: Sling would drop the job, and the run would wait for ever. This is one of the two edges where
     * everything is caught.
     */
    @Override
    @SuppressWarnings("checkstyle:IllegalCatch")
    public JobExecutionResult process(Job job, JobExecutionContext context) {
        String runId = job.getProperty(Topics.RUN_ID, "");
        try {
            Coordinator.Result result =
                    engine.coordinator().coordinate(runId, () -> context.isStopped() || engine.isStopped());
            LOG.info("runId={} coordinator={}", runId, result);
            // A failed job is delivered again, here or on another node; a job that is merely done is not.
            return result == Coordinator.Result.INTERRUPTED
                    ? context.result().failed()
                    : context.result().succeeded();
        } catch (RepositoryException | RuntimeException e) {
            LOG.error("runId={} attempt={} stopped by an error", runId, job.getRetryCount(), e);
            return job.getRetryCount() < MOST_RETRIES ? context.result().failed() : giveUp(runId, context);
        }
    }

    private JobExecutionResult giveUp(String runId, JobExecutionContext context) {
        try {
            engine.coordinator().fail(runId, "An error occurred three times in a row; see the server's log");
            return context.result().succeeded();
        } catch (RepositoryException e) {
            LOG.error("runId={} cannot even be marked as failed", runId, e);
            return context.result().failed();
        }
    }
}
