package org.openguides.processing.internal.jobs;

import javax.jcr.RepositoryException;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.jackrabbit.oak.plugins.document.DocumentStoreException;
import org.apache.sling.event.jobs.Job;
import org.apache.sling.event.jobs.consumer.JobExecutionContext;
import org.apache.sling.event.jobs.consumer.JobExecutionContext.ResultBuilder;
import org.apache.sling.event.jobs.consumer.JobExecutionResult;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

class GuardedJobTest {

    private final Job job = mock(Job.class);
    private final JobExecutionContext context = mock(JobExecutionContext.class);
    private final JobExecutionResult succeeded = mock(JobExecutionResult.class);
    private final JobExecutionResult failed = mock(JobExecutionResult.class);
    private final AtomicInteger tries = new AtomicInteger();
    private final List<String> noted = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();

    @BeforeEach
    void results() {
        ResultBuilder builder = mock(ResultBuilder.class);
        when(builder.succeeded()).thenReturn(succeeded);
        when(builder.failed()).thenReturn(failed);
        when(context.result()).thenReturn(builder);
    }

    /** Sling stores jobs in the repository and would have to record the retry. */
    @Test
    void isNotGivenBackWhileTheDatabaseIsAway() {
        assertSame(succeeded, process(() -> {
            if (tries.incrementAndGet() < 3) {
                throw new RepositoryException(new DocumentStoreException("connection refused"));
            }
            return true;
        }));
        assertEquals(3, tries.get());
    }

    @Test
    void isGivenBackWhenTheSystemStopsMeanwhile() {
        assertSame(failed, process(() -> {
            stopped.set(tries.incrementAndGet() == 2);
            throw new DocumentStoreException("connection refused");
        }));
        assertEquals(2, tries.get());
    }

    /** It would not pause between retries, and Oak must not be used by an interrupted thread. */
    @Test
    void isGivenBackWhenItsThreadIsInterruptedMeanwhile() {
        assertSame(failed, process(() -> {
            if (tries.incrementAndGet() == 2) {
                Thread.currentThread().interrupt();
            }
            throw new DocumentStoreException("connection refused");
        }));
        assertEquals(2, tries.get());
        assertFalse(Thread.interrupted());
    }

    @Test
    void anyOtherErrorIsNotedAndNotDeliveredAgain() {
        assertSame(succeeded, process(() -> {
            tries.incrementAndGet();
            throw new RepositoryException("refused");
        }));
        assertEquals(1, tries.get());
        assertEquals(List.of("the repository could not be read or written"), noted);
    }

    @Test
    void anErrorThatCannotEvenBeNotedIsDeliveredAgain() {
        assertSame(
                failed,
                GuardedJob.process(
                        job,
                        context,
                        stopped::get,
                        () -> {
                            throw new IllegalStateException("bug");
                        },
                        reason -> {
                            throw new RepositoryException("refused, too");
                        }));
    }

    private JobExecutionResult process(GuardedJob.Work work) {
        return GuardedJob.process(job, context, stopped::get, Duration.ZERO, work, noted::add);
    }
}
