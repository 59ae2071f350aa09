package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.openguides.processing.internal.engine.StopSignal;
import org.openguides.processing.internal.log.ServerLog;
import org.openguides.processing.internal.session.Outage;
import org.slf4j.Logger;

/**
 * Error handling that all worker jobs share. Nothing is thrown at Sling, which would drop the job and leave the run
 * waiting: an error is recorded for the coordinator, and only if that fails does Sling retry the job. While the
 * database of the repository is unavailable no job is returned to Sling, which could not record that and would lose the
 * job.
 */
final class GuardedJob {

    private static final Logger LOG = ServerLog.of(GuardedJob.class);
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private GuardedJob() {}

    /** Measures how long the database has been unavailable without any progress in between. For one thread. */
    private static final class Absence {

        private static final Duration BREAK = Duration.ofMinutes(2);

        private boolean seen;
        private long since;
        private long last;

        /** Must be called each time that the database does not respond. */
        boolean isTooLong() {
            long now = System.nanoTime();
            if (!seen || now - last > BREAK.toNanos()) {
                seen = true;
                since = now;
            }
            last = now;
            return now - since > LONGEST_OUTAGE.toNanos();
        }
    }

    /** The work of a job. */
    @FunctionalInterface
    interface Work {
        /** Returns false if it was interrupted and must be delivered again, on any node. */
        boolean isDone() throws RepositoryException;
    }

    /** Handles a persistent error. */
    @FunctionalInterface
    interface GiveUp {
        /**
         * Records the error for the coordinator.
         *
         * @param reason a clause that completes a sentence for people
         */
        void because(String reason) throws RepositoryException;
    }

    /** Does the work of a job, and retries after a pause of two seconds while the database is unavailable. */
    static JobExecutionResult process(Job job, JobExecutionContext context, StopSignal stop, Work work, GiveUp giveUp) {
        return process(job, context, stop, PAUSE, work, giveUp);
    }

    /** Catches everything, as one of two places; the other is where processors are called. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    static JobExecutionResult process(
            Job job, JobExecutionContext context, StopSignal stop, Duration pause, Work work, GiveUp giveUp) {
        Absence absence = new Absence();
        while (true) {
            try {
                return work.isDone()
                        ? context.result().succeeded()
                        : context.result().failed();
            } catch (RepositoryException | RuntimeException | Error e) {
                // an interrupted thread would not pause
                boolean stopped = Thread.interrupted() || stop.isStopped();
                if (!Outage.isOutage(e) || stopped || absence.isTooLong()) {
                    LOG.error("job={} stopped by an error", job.getId(), e);
                    return stopped ? context.result().failed() : giveUp(job, context, giveUp, reason(e));
                }
                LOG.warn("job={} waits for the database of the repository: {}", job.getId(), e.toString());
            }
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    private static JobExecutionResult giveUp(Job job, JobExecutionContext context, GiveUp giveUp, String reason) {
        try {
            giveUp.because(reason);
            return context.result().succeeded();
        } catch (RepositoryException | RuntimeException e) {
            LOG.error("job={} cannot be marked as failed", job.getId(), e);
            return context.result().failed();
        }
    }

    private static String reason(Throwable e) {
        return e instanceof RepositoryException
                ? "the repository could not be read or written"
                : "an unexpected error occurred";
    }
}
