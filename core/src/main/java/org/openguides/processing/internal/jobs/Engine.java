package org.openguides.processing.internal.jobs;

import java.io.File;
import java.time.Duration;

import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.settings.SlingSettingsService;
import org.openguides.processing.internal.access.Operators;
import org.openguides.processing.internal.access.Requesters;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.engine.AssetLinks;
import org.openguides.processing.internal.engine.Cluster;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.Owner;
import org.openguides.processing.internal.engine.Ownership;
import org.openguides.processing.internal.engine.RunSettings;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.engine.TypeDetector;
import org.openguides.processing.internal.engine.Wakeups;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.coordination.RunAcquirer;
import org.openguides.processing.internal.engine.lifecycle.RunLogs;
import org.openguides.processing.internal.engine.selection.SelectionWorker;
import org.openguides.processing.internal.engine.supervision.NodeFailures;
import org.openguides.processing.internal.engine.supervision.Supervisor;
import org.openguides.processing.internal.engine.supervision.WorkerThreads;
import org.openguides.processing.internal.engine.throttle.Foreground;
import org.openguides.processing.internal.engine.throttle.Pace;
import org.openguides.processing.internal.engine.throttle.ThrottleSettings;
import org.openguides.processing.internal.engine.work.CrashHistory;
import org.openguides.processing.internal.engine.work.PartitionWorker;
import org.openguides.processing.internal.engine.work.Workbench;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSessions;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the engine from the platform's services; the jobs share it. */
@Component(service = Engine.class, configurationPid = "org.openguides.processing.engine")
@Designate(ocd = ProcessingConfig.class)
public final class Engine {

    private static final Logger LOG = LoggerFactory.getLogger(Engine.class);
    private static final Duration JOIN = Duration.ofSeconds(10);

    private final NodeServices node;
    private final RunAcquirer acquirer;
    private final Coordinations coordinations;
    private final SelectionWorker selections;
    private final PartitionWorker partitions;
    private final WorkerThreads threads;
    private final NodeFailures failures;
    private final CrashHistory suspects;
    private final Supervisor supervisor;
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
            @Reference(name = "processors") Processors processors,
            @Reference(name = "operators") Operators operators,
            @Reference(name = "throttle") ThrottleSettings throttle,
            @Reference(name = "foreground") Foreground foreground,
            @Reference(name = "retry") Retry retry,
            ProcessingConfig config,
            BundleContext bundle) {
        Time time = Time.system();
        RunSettings settings = EngineSettings.from(config);
        Owner owner = Owner.ofThisProcess(slingSettings.getSlingId(), NodeName.of(slingSettings));
        Ownership ownership = new Ownership(owner, cluster, settings.leases().lease(), time);
        Requesters requesters = new Requesters(sessions, operators);
        Pace pace = new Pace(settings.sizes().batch(), throttle, foreground);
        node = new NodeServices(sessions, time, settings, ownership, retry, new Wakeups());
        threads = new WorkerThreads(settings.limits().mostAbandoned());
        failures = new NodeFailures(time);
        handover = new Handover(new JobSender(jobs, sessions), cluster);
        acquirer = new RunAcquirer(node, RunLogs::writer, new SlingDispatch(jobs, sessions));
        coordinations = new Coordinations(node, acquirer);
        suspects = suspects(bundle);
        supervisor = new Supervisor(node, threads);
        selections =
                new SelectionWorker(node, new SelectionWorker.Tools(types, catalogs, requesters), pace, supervisor);
        partitions = new PartitionWorker(
                node, new Workbench(processors, links, types, catalogs, requesters, suspects), pace, supervisor);
    }

    /**
     * Gives all work back, for other nodes or for this one after its start. Workers that need longer than a limit for the asset in
     * hand lose what they have not saved, and no suspicion falls on the asset.
     */
    @Deactivate
    public void stop() {
        stop(JOIN);
    }

    void stop(Duration limit) {
        stopped = true;
        suspects.stop();
        coordinations.close();
        if (!threads.join(limit)) {
            LOG.warn("Workers have not stopped within {} s; others take their work over", limit.toSeconds());
            supervisor.close();
        }
    }

    boolean isStopped() {
        return stopped;
    }

    /** What everything on this node needs. */
    public NodeServices node() {
        return node;
    }

    RunAcquirer acquirer() {
        return acquirer;
    }

    Coordinations coordinations() {
        return coordinations;
    }

    SelectionWorker selections() {
        return selections;
    }

    PartitionWorker partitions() {
        return partitions;
    }

    Handover handover() {
        return handover;
    }

    /** The threads of the workers. */
    WorkerThreads threads() {
        return threads;
    }

    /** What has failed on this node in a row. */
    NodeFailures failures() {
        return failures;
    }

    /** The assets at which this node has died. */
    CrashHistory suspects() {
        return suspects;
    }

    /** In a folder for each version: another one may get along with what killed this one. */
    private static CrashHistory suspects(BundleContext bundle) {
        String version = bundle.getBundle().getVersion().toString();
        File folder = bundle.getDataFile("suspects-" + version);
        return folder == null ? CrashHistory.none(version) : CrashHistory.in(folder.toPath(), version);
    }
}
