package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.event.jobs.consumer.JobExecutor;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.log.ServerLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/**
 * Sling job that coordinates one run. It is asynchronous: it stays active as long as the run, without occupying a
 * thread or a slot of its queue.
 */
@Component(service = JobExecutor.class, property = JobExecutor.PROPERTY_TOPICS + "=" + Topics.RUN)
public final class CoordinatorJob implements JobExecutor {

    private static final Logger LOG = ServerLog.of(CoordinatorJob.class);

    private final Engine engine;

    @Activate
    public CoordinatorJob(@Reference(name = "engine") Engine engine) {
        this.engine = engine;
    }

    /**
     * Sling fails only the first asynchronous job of an executor that is unregistered, so all of them are released
     * here.
     */
    @Deactivate
    public void stop() {
        engine.stop();
    }

    @Override
    public @Nullable JobExecutionResult process(Job job, JobExecutionContext context) {
        if (engine.isStopped()) {
            return context.result().failed();
        }
        String runId = job.getProperty(Topics.RUN_ID, "");
        boolean added = engine.coordinations()
                .add(runId, () -> context.isStopped() || engine.isStopped(), result -> ended(job, context, result));
        if (added) {
            return null;
        }
        // this node already coordinates the run for another job, or stops
        return engine.coordinations().isStopped()
                ? context.result().failed()
                : context.result().succeeded();
    }

    private void ended(Job job, JobExecutionContext context, Coordinations.Result result) {
        JobExecutionResult outcome = outcome(job, context, result);
        try {
            context.asyncProcessingFinished(outcome);
        } catch (IllegalStateException e) {
            LOG.debug("job={} has been failed by Sling already", job.getId(), e);
        }
    }

    /** An error here must not keep the job from being finished. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    private JobExecutionResult outcome(Job job, JobExecutionContext context, Coordinations.Result result) {
        try {
            return switch (result) {
                case ENDED, NOT_MINE -> context.result().succeeded();
                case INTERRUPTED -> context.result().failed();
                case UNKNOWN_FORMAT -> {
                    engine.handover().passOn(job, Topics.run(job.getProperty(Topics.RUN_ID, "")));
                    yield context.result().succeeded();
                }
                case FAILED -> failed(job, context);
            };
        } catch (RuntimeException e) {
            LOG.error("job={} is delivered again after an error", job.getId(), e);
            return context.result().failed();
        }
    }

    /** Another node may be able to coordinate it; if there is none the run ends, unless a live owner works on it. */
    private JobExecutionResult failed(Job job, JobExecutionContext context) {
        String runId = job.getProperty(Topics.RUN_ID, "");
        if (engine.handover().isPassedOn(job, Topics.run(runId))) {
            return context.result().succeeded();
        }
        try {
            engine.acquirer()
                    .fail(
                            runId,
                            "The repository repeatedly could not be read or written; see the server's "
                                    + "log, fix the cause and resume");
            return context.result().succeeded();
        } catch (RepositoryException | ProcessingException e) {
            LOG.error("runId={} cannot be marked as failed", runId, e);
            return context.result().failed();
        }
    }
}
