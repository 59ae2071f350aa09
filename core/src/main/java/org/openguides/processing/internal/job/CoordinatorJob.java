package org.openguides.processing.internal.job;

import javax.jcr.RepositoryException;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.event.jobs.consumer.JobExecutor;
import org.openguides.processing.internal.run.Coordinator;
import org.openguides.processing.internal.run.StopSignal;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Coordinates one run for each job. */
@Component(service = JobExecutor.class, property = JobExecutor.PROPERTY_TOPICS + "=" + Topics.RUN)
public final class CoordinatorJob implements JobExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(CoordinatorJob.class);

    private final Engine engine;

    @Activate
    public CoordinatorJob(@Reference(name = "engine") Engine engine) {
        this.engine = engine;
    }

    @Override
    public JobExecutionResult process(Job job, JobExecutionContext context) {
        String runId = job.getProperty(Topics.RUN_ID, "");
        StopSignal stop = () -> context.isStopped() || engine.isStopped();
        return GuardedJob.process(
                job,
                context,
                stop,
                engine.handover()
                        .orElsewhere(
                                job,
                                runId,
                                Topics.run(runId),
                                () -> coordinate(runId, stop) != Coordinator.Result.INTERRUPTED),
                reason -> engine.coordinator().fail(runId, reason));
    }

    private Coordinator.Result coordinate(String runId, StopSignal stop) throws RepositoryException {
        Coordinator.Result result = engine.coordinator().coordinate(runId, stop);
        LOG.info("runId={} coordinator={}", runId, result);
        return result;
    }
}
