package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.time.Clock;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.apache.sling.event.jobs.consumer.JobExecutor;
import org.apache.sling.settings.SlingSettingsService;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.engine.Cluster;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.engine.StopSignal;
import org.openguides.processing.internal.engine.throttle.Foreground;
import org.openguides.processing.internal.engine.throttle.Pace;
import org.openguides.processing.internal.engine.throttle.ThrottleSettings;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.status.Rest;
import org.openguides.processing.internal.status.StatusComputation;
import org.openguides.processing.internal.walk.CurrentPaths;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/** Sling job that computes the status of assets for one request. */
@Component(
        service = {JobExecutor.class, AssetStatusJob.class},
        property = JobExecutor.PROPERTY_TOPICS + "=" + Topics.STATUS)
public final class AssetStatusJob implements JobExecutor {

    private static final Logger LOG = ServerLog.of(AssetStatusJob.class);

    private static final int MOST_RETRIES = 2;

    private final StatusOwnership owner;
    private final StatusComputation computation;
    private final Handover handover;
    private volatile boolean stopped;

    @Activate
    public AssetStatusJob(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "catalogs") Catalogs catalogs,
            @Reference(name = "paths") CurrentPaths paths,
            @Reference(name = "jobs") JobManager jobs,
            @Reference(name = "cluster") Cluster cluster,
            @Reference(name = "slingSettings") SlingSettingsService slingSettings,
            @Reference(name = "throttle") ThrottleSettings throttle,
            @Reference(name = "foreground") Foreground foreground,
            @Reference(name = "metrics") EngineMetrics metrics) {
        owner = StatusOwnership.of(slingSettings, cluster);
        Pace pace = new Pace(1, throttle, foreground, metrics);
        Rest rest = (work, wanted) -> {
            pace.stepAside(work, wanted);
            pace.rest(work, wanted);
        };
        computation = new StatusComputation(sessions, catalogs, paths, owner, rest, Clock.systemUTC());
        handover = new Handover(new JobSender(jobs, sessions), cluster);
    }

    /** Stops the workers; the jobs start again on another node, or on this one after its restart. */
    @Deactivate
    public void stop() {
        stopped = true;
    }

    /** Returns the owner of the jobs on this node. */
    StatusOwnership owner() {
        return owner;
    }

    @Override
    public JobExecutionResult process(Job job, JobExecutionContext context) {
        String statusId = job.getProperty(Topics.STATUS_ID, "");
        StopSignal stop = () -> context.isStopped() || stopped;
        return GuardedJob.process(
                job,
                context,
                stop,
                handover.orPassOn(
                        job,
                        statusId,
                        Topics.status(statusId),
                        () -> compute(statusId, stop) != StatusComputation.Result.INTERRUPTED),
                reason -> failOrRetry(job, statusId, reason));
    }

    /** There is no coordinator that would retry the job, so Sling does. */
    private void failOrRetry(Job job, String statusId, String reason) throws RepositoryException {
        if (job.getRetryCount() < MOST_RETRIES) {
            throw new RepositoryException("is tried again: " + reason);
        }
        computation.fail(statusId);
    }

    private StatusComputation.Result compute(String statusId, StopSignal stop) throws RepositoryException {
        StatusComputation.Result result = computation.compute(statusId, stop::isStopped);
        LOG.debug("statusId={} computation={}", statusId, result);
        return result;
    }
}
