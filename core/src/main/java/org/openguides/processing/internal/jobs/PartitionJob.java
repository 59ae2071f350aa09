package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.util.List;
import java.util.Map;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.event.jobs.consumer.JobExecutor;
import org.openguides.processing.internal.engine.StopSignal;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.log.ServerLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/** Sling job that works on one partition. */
@Component(service = JobExecutor.class, property = JobExecutor.PROPERTY_TOPICS + "=" + Topics.PARTITION)
public final class PartitionJob implements JobExecutor {

    private static final Logger LOG = ServerLog.of(PartitionJob.class);

    private final Engine engine;

    @Activate
    public PartitionJob(@Reference(name = "engine") Engine engine) {
        this.engine = engine;
    }

    @Override
    public JobExecutionResult process(Job job, JobExecutionContext context) {
        String runId = job.getProperty(Topics.RUN_ID, "");
        String partition = job.getProperty(Topics.PARTITION_NAME, "");
        Map<String, Object> properties = Topics.partition(runId, partition);
        if (isForOthers(job) && engine.handover().isPassedOn(job, properties)) {
            return context.result().succeeded();
        }
        StopSignal stop = () -> context.isStopped() || engine.isStopped();
        GuardedJob.Work work = engine.handover().orPassOn(job, runId, properties, () -> isDone(runId, partition, stop));
        return GuardedJob.process(job, context, stop, work, reason -> {
            engine.failures().failed(runId);
            engine.partitions().refuse(runId, partition, reason);
        });
    }

    /** Returns whether other nodes, if there are any, should do the work. */
    private boolean isForOthers(Job job) {
        String node = engine.node().ownership().owner().node();
        return List.of(job.getProperty(Topics.NOT_ON, "").split(" ")).contains(node)
                || engine.failures().isResting()
                || engine.threads().isExhausted();
    }

    private boolean isDone(String runId, String partition, StopSignal stop) throws RepositoryException {
        if (engine.threads().isExhausted()) {
            engine.partitions()
                    .refuse(runId, partition, engine.threads().abandoned() + " of the workers of this node hang");
            return true;
        }
        PartitionWorker.Result result = engine.partitions().work(runId, partition, stop);
        LOG.debug("runId={} partition={} worker={}", runId, partition, result);
        switch (result) {
            case DONE -> engine.failures().succeeded();
            case FAILED -> engine.failures().failed(runId);
            case RELEASED, INTERRUPTED, NOT_MINE -> {}
        }
        return result != PartitionWorker.Result.INTERRUPTED;
    }
}
