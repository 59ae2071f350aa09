package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.time.Clock;
import java.time.Duration;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.maintenance.RunPurge;
import org.openguides.processing.internal.session.ServiceSessions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Removes old runs once an hour, on one node of the cluster. */
@Component(
        service = Runnable.class,
        configurationPid = "org.openguides.processing.retention",
        property = {"scheduler.period:Long=3600", "scheduler.concurrent:Boolean=false", "scheduler.runOn=SINGLE"})
@Designate(ocd = RetentionConfig.class)
public final class PurgeTask implements Runnable {

    private static final Logger LOG = LoggerFactory.getLogger(PurgeTask.class);

    private final RunPurge purge;

    @Activate
    public PurgeTask(@Reference(name = "sessions") ServiceSessions sessions, RetentionConfig config) {
        purge = new RunPurge(sessions, config.keepRuns(), Duration.ofDays(config.keepDays()), Clock.systemUTC());
    }

    @Override
    public void run() {
        try {
            int removed = purge.purge();
            if (removed > 0) {
                LOG.info("purgedRuns={}", removed);
            }
        } catch (RepositoryException | ProcessingException e) {
            LOG.warn("Old runs cannot be removed now; the next try is in an hour", e);
        }
    }
}
