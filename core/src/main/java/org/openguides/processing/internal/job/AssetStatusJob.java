package org.openguides.processing.internal.job;

import javax.jcr.RepositoryException;

import java.time.Clock;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.event.jobs.consumer.JobExecutor;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.status.StatusComputation;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Computes the status of assets, one request for each job. */
@Component(service = JobExecutor.class, property = JobExecutor.PROPERTY_TOPICS + "=" + Topics.STATUS)
public final class AssetStatusJob implements JobExecutor {

    private static final Logger LOG = LoggerFactory.getLogger(AssetStatusJob.class);
    private static final int MOST_RETRIES = 2;

    private final StatusComputation computation;
    private volatile boolean stopped;

    @Activate
    public AssetStatusJob(@Reference(name = "sessions") ServiceSessions sessions) {
        computation = new StatusComputation(sessions, Clock.systemUTC());
    }

    /** Makes whoever works leave; another node, or this one after its start, begins anew. */
    @Deactivate
    public void stop() {
        stopped = true;
    }

    /** Must not throw, see {@link CoordinatorJob#process}. */
    @Override
    @SuppressWarnings("checkstyle:IllegalCatch")
    public JobExecutionResult process(Job job, JobExecutionContext context) {
        String statusId = job.getProperty(Topics.STATUS_ID, "");
        try {
            StatusComputation.Result result = computation.compute(statusId, () -> context.isStopped() || stopped);
            LOG.debug("statusId={} computation={}", statusId, result);
            return result == StatusComputation.Result.INTERRUPTED
                    ? context.result().failed()
                    : context.result().succeeded();
        } catch (RepositoryException | RuntimeException e) {
            LOG.error("statusId={} attempt={} stopped by an error", statusId, job.getRetryCount(), e);
            return job.getRetryCount() < MOST_RETRIES ? context.result().failed() : giveUp(statusId, context);
        }
    }

    private JobExecutionResult giveUp(String statusId, JobExecutionContext context) {
        try {
            computation.fail(statusId);
            return context.result().succeeded();
        } catch (RepositoryException e) {
            LOG.error("statusId={} cannot even be marked as failed", statusId, e);
            return context.result().failed();
        }
    }
}
