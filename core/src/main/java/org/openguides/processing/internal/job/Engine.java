package org.openguides.processing.internal.job;

import java.io.File;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.settings.SlingSettingsService;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.foreground.Foreground;
import org.openguides.processing.internal.run.AssetLinks;
import org.openguides.processing.internal.run.Cluster;
import org.openguides.processing.internal.run.Coordinator;
import org.openguides.processing.internal.run.Owner;
import org.openguides.processing.internal.run.Ownership;
import org.openguides.processing.internal.run.Pace;
import org.openguides.processing.internal.run.PartitionDispatch;
import org.openguides.processing.internal.run.PartitionLoop;
import org.openguides.processing.internal.run.RunExecution;
import org.openguides.processing.internal.run.RunSettings;
import org.openguides.processing.internal.run.Suspects;
import org.openguides.processing.internal.run.TypeDetector;
import org.openguides.processing.internal.run.Wakeups;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.spi.AssetProcessor;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** Builds the engine from the platform's services; the jobs share it. */
@Component(service = Engine.class, configurationPid = "org.openguides.processing.engine")
@Designate(ocd = ProcessingConfig.class)
public final class Engine {

    private final Ownership ownership;
    private final Coordinator coordinator;
    private final PartitionLoop partitions;
    private final Handover handover;
    private volatile boolean stopped;

    @Activate
    public Engine(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "jobs") JobManager jobs,
            @Reference(name = "slingSettings") SlingSettingsService slingSettings,
            @Reference(name = "types") TypeDetector types,
            @Reference(name = "links") AssetLinks links,
            @Reference(name = "catalogs") Catalogs catalogs,
            @Reference(name = "cluster") Cluster cluster,
            @Reference(name = "processors", policyOption = ReferencePolicyOption.GREEDY)
                    List<Map.Entry<Map<String, Object>, AssetProcessor>> services,
            @Reference(name = "operators") Operators operators,
            @Reference(name = "throttle") ThrottleSettings throttle,
            @Reference(name = "foreground") Foreground foreground,
            ProcessingConfig config,
            BundleContext bundle) {
        RunSettings settings = EngineSettings.from(config, new Requesters(sessions, operators));
        Owner owner = new Owner(slingSettings.getSlingId(), UUID.randomUUID().toString(), NodeName.of(slingSettings));
        ownership = new Ownership(owner, cluster, settings.safety().lease(), Clock.systemUTC());
        Wakeups wakeups = new Wakeups();
        Pace pace = new Pace(settings.batchSize(), throttle, foreground);
        JobSender sender = new JobSender(jobs);
        handover = new Handover(sender, cluster);
        PartitionDispatch dispatch =
                (runId, partition) -> sender.send(Topics.PARTITION, Topics.partition(runId, partition));
        RunExecution.Surroundings surroundings =
                new RunExecution.Surroundings(dispatch, types, catalogs, wakeups, ownership);
        List<AssetProcessor> processors = ProcessorOrder.of(services);
        coordinator = new Coordinator(sessions, settings, RunLogs::writer, surroundings);
        partitions = new PartitionLoop(
                sessions,
                () -> processors,
                links,
                types,
                catalogs,
                settings,
                ownership,
                wakeups,
                suspects(bundle),
                pace);
    }

    /** Makes whoever works save and leave; other nodes, or this one after its start, go on. */
    @Deactivate
    public void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    Ownership ownership() {
        return ownership;
    }

    Coordinator coordinator() {
        return coordinator;
    }

    PartitionLoop partitions() {
        return partitions;
    }

    Handover handover() {
        return handover;
    }

    /** In a folder for each version: another one may get along with what killed this one. */
    private static Suspects suspects(BundleContext bundle) {
        String version = bundle.getBundle().getVersion().toString();
        File folder = bundle.getDataFile("suspects-" + version);
        return folder == null ? Suspects.none(version) : Suspects.in(folder.toPath(), version);
    }
}
