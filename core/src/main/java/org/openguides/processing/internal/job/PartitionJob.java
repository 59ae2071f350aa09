package org.openguides.processing.internal.job;

import javax.jcr.RepositoryException;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.event.jobs.consumer.JobExecutor;
import org.openguides.processing.internal.run.PartitionLoop;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on one partition for each job. */
@Component(service = JobExecutor.class, property = JobExecutor.PROPERTY_TOPICS + "=" + Topics.PARTITION)
public final class PartitionJob implements JobExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionJob.class);
    private static final int MOST_RETRIES = 2;

    private final Engine engine;

    @Activate
    public PartitionJob(@Reference(name = "engine") Engine engine) {
        this.engine = engine;
    }

    /** Must not throw, see {@link CoordinatorJob#process}. */
    @Override
    @SuppressWarnings("checkstyle:IllegalCatch")
    public JobExecutionResult process(Job job, JobExecutionContext context) {
        String runId = job.getProperty(Topics.RUN_ID, "");
        String partition = job.getProperty(Topics.PARTITION_NAME, "");
        try {
            PartitionLoop.Result result =
                    engine.partitions().work(runId, partition, () -> context.isStopped() || engine.isStopped());
            LOG.debug("runId={} partition={} worker={}", runId, partition, result);
            return result == PartitionLoop.Result.INTERRUPTED
                    ? context.result().failed()
                    : context.result().succeeded();
        } catch (RepositoryException | RuntimeException e) {
            LOG.error("runId={} partition={} attempt={} stopped by an error", runId, partition, job.getRetryCount(), e);
            return job.getRetryCount() < MOST_RETRIES ? context.result().failed() : giveUp(runId, context);
        }
    }

    private JobExecutionResult giveUp(String runId, JobExecutionContext context) {
        try {
            engine.partitions()
                    .reportFailure(runId, "A worker met an error three times in a row; see the server's log");
            return context.result().succeeded();
        } catch (RepositoryException e) {
            LOG.error("runId={} cannot be told that it cannot go on", runId, e);
            return context.result().failed();
        }
    }
}
