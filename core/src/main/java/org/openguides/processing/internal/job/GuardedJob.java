package org.openguides.processing.internal.job;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.openguides.processing.internal.run.StopSignal;
import org.openguides.processing.internal.session.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all jobs have in common: nothing is thrown at Sling, which would drop the job and let the run wait for ever; an
 * error is tried again twice, and then told to whoever waits for the work. While the database of the repository is away
 * nothing is given back to Sling, which could not note that the job has to be delivered again, and would forget it.
 */
final class GuardedJob {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedJob.class);
    private static final int MOST_RETRIES = 2;
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private GuardedJob() {}

    /** What a job is there for. */
    @FunctionalInterface
    interface Work {
        /** Returns false if it was interrupted, and must be delivered again, here or on another node. */
        boolean isDone() throws RepositoryException;
    }

    /** What is done when an error does not go away. */
    @FunctionalInterface
    interface GiveUp {
        /**
         * Tells whoever waits.
         *
         * @param reason one sentence for people
         */
        void because(String reason) throws RepositoryException;
    }

    /** One of the two edges where everything is caught; the other is where processors are called. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    static JobExecutionResult process(Job job, JobExecutionContext context, StopSignal stop, Work work, GiveUp giveUp) {
        Instant end = Instant.now().plus(LONGEST_OUTAGE);
        while (true) {
            try {
                return work.isDone()
                        ? context.result().succeeded()
                        : context.result().failed();
            } catch (RepositoryException | RuntimeException | Error e) {
                // an interrupted thread would not pause
                boolean stopped = Thread.interrupted() || stop.isStopped();
                if (!Outage.isOne(e) || stopped || Instant.now().isAfter(end)) {
                    LOG.error("job={} attempt={} stopped by an error", job.getId(), job.getRetryCount(), e);
                    return job.getRetryCount() < MOST_RETRIES
                            ? context.result().failed()
                            : giveUp(job, context, giveUp, reason(e));
                }
                LOG.warn("job={} waits for the database of the repository: {}", job.getId(), e.toString());
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
    }

    @SuppressWarnings("checkstyle:IllegalCatch")
    private static JobExecutionResult giveUp(Job job, JobExecutionContext context, GiveUp giveUp, String reason) {
        try {
            giveUp.because(reason);
            return context.result().succeeded();
        } catch (RepositoryException | RuntimeException e) {
            LOG.error("job={} cannot even be marked as failed", job.getId(), e);
            return context.result().failed();
        }
    }

    private static String reason(Throwable e) {
        return e instanceof RepositoryException
                ? "The repository could not be read or written, three times in a row; see the server's log, mend the"
                        + " cause and resume"
                : "An unexpected error occurred three times in a row; see the server's log";
    }
}
