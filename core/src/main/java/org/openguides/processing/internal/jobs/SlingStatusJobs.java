package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.function.Predicate;

import org.apache.sling.event.jobs.JobManager;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.engine.Cluster;
import org.openguides.processing.internal.engine.lifecycle.ClusterVisibility;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.status.StatusArchive;
import org.openguides.processing.internal.status.StatusJob;
import org.openguides.processing.internal.status.StatusJobs;
import org.openguides.processing.internal.status.StatusRequest;
import org.openguides.processing.internal.status.StatusRow;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;

/**
 * Asset status jobs stored below {@code /var/openguides} and executed as Sling jobs. A scheduled task removes expired
 * ones once an hour, on one node of the cluster.
 */
@Component(
        service = {StatusJobs.class, Runnable.class},
        configurationPid = "org.openguides.processing.status",
        property = {"scheduler.period:Long=3600", "scheduler.concurrent:Boolean=false", "scheduler.runOn=SINGLE"})
@Designate(ocd = StatusConfig.class)
public final class SlingStatusJobs implements StatusJobs, Runnable {

    private static final Logger LOG = ServerLog.of(SlingStatusJobs.class);

    private final JobSender jobs;
    private final Cluster cluster;
    private final StatusArchive archive;

    @Activate
    public SlingStatusJobs(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "jobs") JobManager jobs,
            @Reference(name = "cluster") Cluster cluster,
            @Reference(name = "retry") Retry retry,
            StatusConfig config) {
        this(
                new JobSender(jobs, sessions),
                cluster,
                new StatusArchive(sessions, retry, Clock.systemUTC(), Duration.ofHours(config.keepHours())));
    }

    SlingStatusJobs(JobSender jobs, Cluster cluster, StatusArchive archive) {
        this.jobs = jobs;
        this.cluster = cluster;
        this.archive = archive;
    }

    @Override
    public String start(StatusRequest request) {
        try {
            String id = archive.add(request);
            if (!jobs.send(Topics.STATUS, Topics.status(id))) {
                archive.remove(id);
                throw new ProcessingException("the job system takes no jobs now");
            }
            return id;
        } catch (RepositoryException e) {
            throw new ProcessingException("the status job cannot be recorded", e);
        }
    }

    @Override
    public Optional<StatusJob> find(String id, Predicate<StatusJob> visible) {
        try (ClusterVisibility patience = new ClusterVisibility(cluster)) {
            Optional<StatusJob> job;
            do {
                job = archive.find(id).filter(visible);
            } while (job.isEmpty() && patience.again());
            return job;
        } catch (RepositoryException e) {
            throw new ProcessingException("the status job cannot be read", e);
        }
    }

    @Override
    public Iterator<StatusRow> rows(StatusJob job, View view) {
        return archive.rows(job, view);
    }

    /** Removes expired status jobs. */
    @Override
    public void run() {
        try {
            int removed = archive.removeExpired();
            if (removed > 0) {
                LOG.info("expiredStatusJobs={} removed", removed);
            }
        } catch (RepositoryException e) {
            LOG.warn("Expired status jobs cannot be removed; retrying in an hour", e);
        }
    }
}
