package org.openguides.processing.internal.jobs;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Hashtable;
import java.util.Map;

import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.Queue;
import org.apache.sling.event.jobs.Statistics;
import org.apache.sling.testing.mock.osgi.MockOsgi;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.openguides.processing.internal.observe.Health;
import org.openguides.processing.internal.observe.Severity;
import org.osgi.framework.BundleContext;
import org.osgi.service.cm.ConfigurationAdmin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** Queues of Sling that do not do what runs need. */
class QueueCheckTest {

    private static final Instant START = Instant.parse("2026-03-04T12:00:00Z");
    private static final String FACTORY = "org.apache.sling.event.jobs.QueueConfiguration";

    private final JobManager jobs = mock(JobManager.class);
    private final Queue queue = mock(Queue.class);
    private final Statistics counts = mock(Statistics.class);
    private final BundleContext context = MockOsgi.newBundleContext();
    private final ConfigurationAdmin configurations =
            context.getService(context.getServiceReference(ConfigurationAdmin.class));

    @BeforeEach
    void queue() {
        when(jobs.getQueue("openguides-partitions")).thenReturn(queue);
        when(queue.getStatistics()).thenReturn(counts);
    }

    private void configure(String name) throws Exception {
        configurations.getFactoryConfiguration(FACTORY, name, null).update(new Hashtable<>(Map.of("queue.name", name)));
    }

    private void configureAll() throws Exception {
        for (String name : QueueCheck.QUEUES) {
            configure(name);
        }
    }

    private Health look(Instant now) {
        QueueCheck check = new QueueCheck(jobs, configurations, Clock.fixed(now, ZoneOffset.UTC));
        return new Health(check.name(), check.look());
    }

    @Test
    void allIsWellWithIdleQueues() throws Exception {
        configureAll();

        Health result = look(START);
        assertEquals(Severity.OK, result.status(), result::toString);
        assertTrue(result.toString().contains("4 queues are configured"), result::toString);
    }

    @Test
    void aQueueThatIsNotConfiguredIsCritical() throws Exception {
        for (String name : QueueCheck.QUEUES) {
            if (!name.equals("openguides-runs")) {
                configure(name);
            }
        }

        Health result = look(START);
        assertEquals(Severity.CRITICAL, result.status());
        assertEquals(1, result.findings().size());
        assertTrue(result.toString().contains("Queue openguides-runs is not configured"), result::toString);
    }

    @Test
    void aSuspendedQueueIsNamed() throws Exception {
        configureAll();
        when(queue.isSuspended()).thenReturn(true);

        Health result = look(START);
        assertEquals(Severity.WARN, result.status());
        assertTrue(result.toString().contains("Queue openguides-partitions is suspended."), result::toString);
    }

    @Test
    void aQueueThatStartsNoneOfItsJobsIsNamed() throws Exception {
        configureAll();
        when(counts.getNumberOfQueuedJobs()).thenReturn(3L);
        when(counts.getLastActivatedJobTime()).thenReturn(START.toEpochMilli());
        assertEquals(Severity.OK, look(START.plus(Duration.ofMinutes(4))).status());

        Health result = look(START.plus(Duration.ofMinutes(6)));
        assertEquals(Severity.WARN, result.status());
        assertTrue(
                result.toString()
                        .contains("Queue openguides-partitions has 3 jobs, but has started none since " + START),
                result::toString);

        when(counts.getNumberOfActiveJobs()).thenReturn(1L);
        assertEquals(Severity.OK, look(START.plus(Duration.ofMinutes(6))).status());
    }
}
