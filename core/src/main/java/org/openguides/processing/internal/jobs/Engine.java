package org.openguides.processing.internal.jobs;

import java.time.Duration;

import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.RunSettings;
import org.openguides.processing.internal.engine.coordination.Coordinations;
import org.openguides.processing.internal.engine.coordination.RunAcquirer;
import org.openguides.processing.internal.engine.coordination.TakeoverThreads;
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
import org.openguides.processing.internal.log.ServerLog;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;
import org.slf4j.Logger;

/** Assembles the engine from the platform's services. Shared by the jobs. */
@Component(service = Engine.class, configurationPid = "org.openguides.processing.engine")
@Designate(ocd = ProcessingConfig.class)
public final class Engine {

    private static final Logger LOG = ServerLog.of(Engine.class);
    private static final Duration JOIN = Duration.ofSeconds(10);

    private final NodeServices node;
    private final RunAcquirer acquirer;
    private final Coordinations coordinations;
    private final SelectionWorker selections;
    private final PartitionWorker partitions;
    private final TakeoverThreads takeovers;
    private final WorkerThreads threads;
    private final NodeFailures failures;
    private final CrashHistory suspects;
    private final Supervisor supervisor;
    private final Handover handover;
    private volatile boolean stopped;

    @Activate
    public Engine(
            @Reference(name = "platform") NodePlatform platform,
            @Reference(name = "assets") AssetServices assets,
            @Reference(name = "throttle") ThrottleSettings throttle,
            @Reference(name = "foreground") Foreground foreground,
            ProcessingConfig config) {
        RunSettings settings = EngineSettings.from(config);
        node = platform.services(settings);
        Pace pace = new Pace(settings.sizes().batch(), throttle, foreground, node.metrics());
        threads = new WorkerThreads(settings.limits().mostAbandoned());
        failures = new NodeFailures(node.time());
        handover = platform.handover();
        takeovers = TakeoverThreads.start(node.wakeups());
        acquirer = new RunAcquirer(node, RunLogs::writer, platform.dispatch(), takeovers);
        coordinations = new Coordinations(node, acquirer);
        suspects = platform.suspects();
        supervisor = new Supervisor(node, threads);
        selections = new SelectionWorker(node, assets.selectionTools(platform.sessions()), pace, supervisor);
        partitions = new PartitionWorker(node, assets.workbench(platform.sessions(), suspects), pace, supervisor);
    }

    /**
     * Releases all work, for other nodes or for this one after its restart. Workers that exceed a limit lose what they
     * have not saved, and the current asset does not become a suspect.
     */
    @Deactivate
    public void stop() {
        stop(JOIN);
    }

    void stop(Duration limit) {
        stopped = true;
        suspects.stop();
        coordinations.close();
        takeovers.close();
        if (!threads.join(limit)) {
            LOG.warn("Workers have not stopped within {} s; other workers take over their work", limit.toSeconds());
            supervisor.close();
        }
    }

    boolean isStopped() {
        return stopped;
    }

    /** Returns the services of this node. */
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

    /** Returns the worker threads. */
    WorkerThreads threads() {
        return threads;
    }

    /** Returns the counter of consecutive failures on this node. */
    NodeFailures failures() {
        return failures;
    }

    /** Returns the assets at which this node has died. */
    CrashHistory suspects() {
        return suspects;
    }
}
