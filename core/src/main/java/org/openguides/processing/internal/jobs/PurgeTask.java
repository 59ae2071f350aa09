package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.time.Clock;
import java.time.Duration;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.maintenance.Retention;
import org.openguides.processing.internal.maintenance.RunPurge;
import org.openguides.processing.internal.session.ServiceSessions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;

/** Scheduled task that removes expired runs once an hour, on one node of the cluster. */
@Component(
        service = Runnable.class,
        configurationPid = "org.openguides.processing.retention",
        property = {"scheduler.period:Long=3600", "scheduler.concurrent:Boolean=false", "scheduler.runOn=SINGLE"})
@Designate(ocd = RetentionConfig.class)
public final class PurgeTask implements Runnable {

    private static final Logger LOG = ServerLog.of(PurgeTask.class);

    private static final long MEGABYTE = 1L << 20;

    private final RunPurge purge;
    private final boolean dryRun;

    @Activate
    public PurgeTask(@Reference(name = "sessions") ServiceSessions sessions, RetentionConfig config) {
        purge = new RunPurge(sessions, retention(config), config.dryRun(), Clock.systemUTC());
        dryRun = config.dryRun();
    }

    private static Retention retention(RetentionConfig config) {
        return new Retention(
                config.keepRuns(),
                Duration.ofDays(config.keepDays()),
                Duration.ofDays(Math.max(config.keepDays(), config.keepResumableDays())),
                config.mostRuns(),
                config.mostMegabytes() * MEGABYTE);
    }

    @Override
    public void run() {
        try {
            RunPurge.Purged purged = purge.purge();
            if (purged.runs() > 0) {
                LOG.info(
                        "dryRun={} purgedRuns={} bytes={} all={}", dryRun, purged.runs(), purged.bytes(), purged.all());
            }
        } catch (RepositoryException | ProcessingException e) {
            LOG.warn("Old runs cannot be removed; retrying in an hour", e);
        }
    }
}
