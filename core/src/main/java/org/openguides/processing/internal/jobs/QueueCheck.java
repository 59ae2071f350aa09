package org.openguides.processing.internal.jobs;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.event.jobs.Queue;
import org.apache.sling.event.jobs.Statistics;
import org.openguides.processing.internal.observe.Check;
import org.openguides.processing.internal.observe.Finding;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Checks that the job queues of this node are configured and start their jobs. */
@Component(service = Check.class)
public final class QueueCheck implements Check {

    static final List<String> QUEUES =
            List.of("openguides-runs", "openguides-selections", "openguides-partitions", "openguides-status");

    /** Sling starts a job within seconds if the queue has a free slot. */
    private static final Duration STUCK = Duration.ofMinutes(5);

    private static final String FACTORY = "org.apache.sling.event.jobs.QueueConfiguration";

    private final JobManager jobs;
    private final ConfigurationAdmin configurations;
    private final Clock clock;

    @Activate
    public QueueCheck(
            @Reference(name = "jobs") JobManager jobs,
            @Reference(name = "configurations") ConfigurationAdmin configurations) {
        this(jobs, configurations, Clock.systemUTC());
    }

    QueueCheck(JobManager jobs, ConfigurationAdmin configurations, Clock clock) {
        this.jobs = jobs;
        this.configurations = configurations;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "OpenGuides queues";
    }

    @Override
    public String beanName() {
        return "openguidesQueues";
    }

    @Override
    public List<Finding> look() {
        List<Finding> findings = new ArrayList<>();
        for (String name : QUEUES) {
            if (!isConfigured(name)) {
                findings.add(Finding.critical("Queue " + name + " is not configured; install the package"
                        + " openguides.ui.config, which contains its configuration."));
            }
            Queue queue = jobs.getQueue(name);
            if (queue != null) { // Sling discards queues that have been idle for a while
                look(queue, name, findings);
            }
        }
        if (findings.isEmpty()) {
            findings.add(Finding.ok(QUEUES.size() + " queues are configured and start their jobs."));
        }
        return findings;
    }

    private boolean isConfigured(String queue) {
        try {
            return configurations.listConfigurations(
                            "(&(service.factoryPid=" + FACTORY + ")(queue.name=" + queue + "))")
                    != null;
        } catch (IOException | InvalidSyntaxException e) {
            throw new IllegalStateException("the configuration of queue " + queue + " cannot be read", e);
        }
    }

    private void look(Queue queue, String name, List<Finding> findings) {
        if (queue.isSuspended()) {
            findings.add(Finding.warn("Queue " + name + " is suspended."));
            return;
        }
        Statistics counts = queue.getStatistics();
        Instant last = Instant.ofEpochMilli(Math.max(
                counts.getStartTime(), Math.max(counts.getLastActivatedJobTime(), counts.getLastFinishedJobTime())));
        boolean waits = counts.getNumberOfQueuedJobs() > 0 && counts.getNumberOfActiveJobs() == 0;
        if (waits && last.plus(STUCK).isBefore(clock.instant())) {
            findings.add(Finding.warn("Queue " + name + " has " + counts.getNumberOfQueuedJobs()
                    + " jobs, but has started none since " + last + "."));
        }
    }
}
