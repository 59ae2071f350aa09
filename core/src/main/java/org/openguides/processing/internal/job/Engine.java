package org.openguides.processing.internal.job;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;

import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.settings.SlingSettingsService;
import org.openguides.processing.internal.run.Coordinator;
import org.openguides.processing.internal.run.Owner;
import org.openguides.processing.internal.run.PartitionDispatch;
import org.openguides.processing.internal.run.PartitionLoop;
import org.openguides.processing.internal.run.RunExecution;
import org.openguides.processing.internal.run.RunSettings;
import org.openguides.processing.internal.run.TypeDetector;
import org.openguides.processing.internal.run.Wakeups;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.spi.AssetProcessor;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Builds the engine from the platform's services; the jobs share it. */
@Component(service = Engine.class)
@Designate(ocd = ProcessingConfig.class)
public final class Engine {

    /** Bounds how late counts, log lines and cancel requests of other nodes are noticed. */
    private static final Duration POLL_INTERVAL = Duration.ofSeconds(1);

    private final Coordinator coordinator;
    private final PartitionLoop partitions;
    private volatile boolean stopped;

    @Activate
    public Engine(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "jobs") JobManager jobs,
            @Reference(name = "slingSettings") SlingSettingsService slingSettings,
            @Reference(name = "types") TypeDetector types,
            @Reference(name = "processors", policyOption = ReferencePolicyOption.GREEDY)
                    List<AssetProcessor> processors,
            ProcessingConfig config) {
        RunSettings settings = settings(config);
        Owner owner = new Owner(slingSettings.getSlingId(), UUID.randomUUID().toString());
        Clock clock = Clock.systemUTC();
        Wakeups wakeups = new Wakeups();
        PartitionDispatch dispatch =
                (runId, partition) -> jobs.addJob(Topics.PARTITION, Topics.partition(runId, partition)) != null;
        RunExecution.Surroundings surroundings = new RunExecution.Surroundings(dispatch, types, wakeups);
        coordinator = new Coordinator(sessions, settings, owner, RunLogs::writer, surroundings, clock);
        partitions = new PartitionLoop(sessions, () -> processors, settings, owner, wakeups, clock);
    }

    /** Makes whoever works save and leave; other nodes, or this one after its start, go on. */
    @Deactivate
    public void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    Coordinator coordinator() {
        return coordinator;
    }

    PartitionLoop partitions() {
        return partitions;
    }

    private static RunSettings settings(ProcessingConfig config) {
        return new RunSettings(
                config.partitionSize(),
                config.partitionsInFlight(),
                config.batchSize(),
                Duration.ofSeconds(config.batchSeconds()),
                Duration.ofSeconds(config.leaseSeconds()),
                POLL_INTERVAL,
                Set.of(config.operatorGroups()));
    }
}
