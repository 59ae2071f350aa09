package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.time.Clock;
import java.time.Duration;

import org.apache.sling.event.jobs.JobManager;
import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.maintenance.JobSweep;
import org.openguides.processing.internal.maintenance.RunSweep;
import org.openguides.processing.internal.session.ServiceSessions;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;

/**
 * Scheduled task that recovers runs without a coordinator and removes jobs of ended runs, on one node of the cluster.
 */
@Component(
        service = Runnable.class,
        property = {"scheduler.period:Long=20", "scheduler.concurrent:Boolean=false", "scheduler.runOn=SINGLE"})
public final class SweepTask implements Runnable {

    private static final Logger LOG = ServerLog.of(SweepTask.class);
    private static final Duration GRACE = Duration.ofSeconds(20);

    private static final Duration GRACE_OF_JOBS = Duration.ofMinutes(1);

    private final RunSweep sweep;
    private final JobSweep jobSweep;

    @Activate
    public SweepTask(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "jobs") JobManager jobs,
            @Reference(name = "engine") Engine engine) {
        JobSender sender = new JobSender(jobs, sessions);
        RunSweep.Jobs runJobs = new RunSweep.Jobs() {
            @Override
            @SuppressWarnings("unchecked") // an array of maps
            public boolean isThere(String runId) {
                return !jobs.findJobs(JobManager.QueryType.QUEUED, Topics.RUN, 1, Topics.run(runId))
                        .isEmpty();
            }

            @Override
            public void add(String runId) {
                sender.send(Topics.RUN, Topics.run(runId));
            }
        };
        sweep = new RunSweep(sessions, runJobs, engine.node().ownership()::isGone, GRACE, Clock.systemUTC());
        jobSweep = new JobSweep(sessions, new ActiveJobs(jobs), GRACE_OF_JOBS, Clock.systemUTC());
    }

    @Override
    public void run() {
        attempt("Runs", sweep::sweep);
        attempt("Jobs", jobSweep::sweep);
    }

    /** A failure of one sweep must not affect the other. */
    private static void attempt(String what, Sweep sweep) {
        try {
            sweep.sweep();
        } catch (RepositoryException | ProcessingException | IllegalStateException e) {
            LOG.warn("{} cannot be checked; retrying soon", what, e);
        }
    }

    @FunctionalInterface
    private interface Sweep {
        void sweep() throws RepositoryException;
    }
}
