package org.openguides.processing.internal.job;

import javax.jcr.RepositoryException;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.event.jobs.consumer.JobExecutor;
import org.openguides.processing.internal.run.PartitionLoop;
import org.openguides.processing.internal.run.StopSignal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Works on one partition for each job. */
@Component(service = JobExecutor.class, property = JobExecutor.PROPERTY_TOPICS + "=" + Topics.PARTITION)
public final class PartitionJob implements JobExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(PartitionJob.class);

    private final Engine engine;

    @Activate
    public PartitionJob(@Reference(name = "engine") Engine engine) {
        this.engine = engine;
    }

    @Override
    public JobExecutionResult process(Job job, JobExecutionContext context) {
        String runId = job.getProperty(Topics.RUN_ID, "");
        String partition = job.getProperty(Topics.PARTITION_NAME, "");
        StopSignal stop = () -> context.isStopped() || engine.isStopped();
        return GuardedJob.process(
                job,
                context,
                stop,
                engine.handover()
                        .orElsewhere(
                                job,
                                runId,
                                Topics.partition(runId, partition),
                                () -> work(runId, partition, stop) != PartitionLoop.Result.INTERRUPTED),
                reason -> engine.partitions().reportFailure(runId, reason));
    }

    private PartitionLoop.Result work(String runId, String partition, StopSignal stop) throws RepositoryException {
        PartitionLoop.Result result = engine.partitions().work(runId, partition, stop);
        LOG.debug("runId={} partition={} worker={}", runId, partition, result);
        return result;
    }
}
