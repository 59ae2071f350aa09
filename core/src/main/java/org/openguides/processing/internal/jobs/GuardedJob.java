package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.openguides.processing.internal.engine.StopSignal;
import org.openguides.processing.internal.session.Outage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What all jobs of workers have in common: nothing is thrown at Sling, which would drop the job and let the run wait for ever; an
 * error is noted where a decision is made about it, and only if that fails as well does Sling deliver the job again. While the
 * database of the repository is away nothing is given back to Sling, which could not note that, and would forget the job.
 */
final class GuardedJob {

    private static final Logger LOG = LoggerFactory.getLogger(GuardedJob.class);
    private static final Duration LONGEST_OUTAGE = Duration.ofMinutes(5);
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private GuardedJob() {}

    /** How long the database has not answered, without work that went on in between. For one thread. */
    private static final class Absence {

        private static final Duration BREAK = Duration.ofMinutes(2);

        private boolean seen;
        private long since;
        private long last;

        /** To be asked each time that the database does not answer. */
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
         * Notes it for who decides.
         *
         * @param reason a part of a sentence for people
         */
        void because(String reason) throws RepositoryException;
    }

    /** One of the two edges where everything is caught; the other is where processors are called. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    static JobExecutionResult process(Job job, JobExecutionContext context, StopSignal stop, Work work, GiveUp giveUp) {
        Absence absence = new Absence();
        while (true) {
            try {
                return work.isDone()
                        ? context.result().succeeded()
                        : context.result().failed();
            } catch (RepositoryException | RuntimeException | Error e) {
                // an interrupted thread would not pause
                boolean stopped = Thread.interrupted() || stop.isStopped();
                if (!Outage.isOne(e) || stopped || absence.isTooLong()) {
                    LOG.error("job={} stopped by an error", job.getId(), e);
                    return stopped ? context.result().failed() : giveUp(job, context, giveUp, reason(e));
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
                ? "the repository could not be read or written"
                : "an unexpected error occurred";
    }
}
