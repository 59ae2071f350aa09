package org.openguides.processing.internal.jobs;

import java.io.File;

import org.apache.sling.event.jobs.JobManager;
import org.apache.sling.settings.SlingSettingsService;
import org.openguides.processing.internal.engine.Cluster;
import org.openguides.processing.internal.engine.Dispatch;
import org.openguides.processing.internal.engine.EngineListener;
import org.openguides.processing.internal.engine.EngineMetrics;
import org.openguides.processing.internal.engine.NodeServices;
import org.openguides.processing.internal.engine.Owner;
import org.openguides.processing.internal.engine.Ownership;
import org.openguides.processing.internal.engine.RunOutbox;
import org.openguides.processing.internal.engine.RunSettings;
import org.openguides.processing.internal.engine.Time;
import org.openguides.processing.internal.engine.Wakeups;
import org.openguides.processing.internal.engine.work.CrashHistory;
import org.openguides.processing.internal.session.Retry;
import org.openguides.processing.internal.session.ServiceSessions;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The platform services that the engine of a node uses: repository, job system, cluster and folder. Immutable. */
@Component(service = NodePlatform.class)
public final class NodePlatform {

    private final ServiceSessions sessions;
    private final JobManager jobs;
    private final SlingSettingsService slingSettings;
    private final Cluster cluster;
    private final Retry retry;
    private final EngineMetrics metrics;
    private final EngineListener listener;
    private final RunOutbox outbox;
    private final BundleContext bundle;

    @Activate
    public NodePlatform(
            @Reference(name = "sessions") ServiceSessions sessions,
            @Reference(name = "jobs") JobManager jobs,
            @Reference(name = "slingSettings") SlingSettingsService slingSettings,
            @Reference(name = "cluster") Cluster cluster,
            @Reference(name = "retry") Retry retry,
            @Reference(name = "metrics") EngineMetrics metrics,
            @Reference(name = "listener") EngineListener listener,
            @Reference(name = "outbox") RunOutbox outbox,
            BundleContext bundle) {
        this.sessions = sessions;
        this.jobs = jobs;
        this.slingSettings = slingSettings;
        this.cluster = cluster;
        this.retry = retry;
        this.metrics = metrics;
        this.listener = listener;
        this.outbox = outbox;
        this.bundle = bundle;
    }

    ServiceSessions sessions() {
        return sessions;
    }

    /** Creates the services for an activation of the engine, which is an owner of its own. */
    NodeServices services(RunSettings settings) {
        Time time = Time.system();
        Owner owner = Owner.ofThisProcess(slingSettings.getSlingId(), NodeName.of(slingSettings));
        Ownership ownership = new Ownership(owner, cluster, settings.leases().lease(), time);
        return new NodeServices(sessions, time, settings, ownership, retry, new Wakeups(), metrics, listener, outbox);
    }

    /** Returns the dispatch of work to the workers of the cluster. */
    Dispatch dispatch() {
        return new SlingDispatch(jobs, sessions);
    }

    /** Returns the handover of jobs to nodes of a later version. */
    Handover handover() {
        return new Handover(new JobSender(jobs, sessions), cluster);
    }

    /**
     * Returns the crash history of this node, in a folder per version: another version may be able to process what
     * crashed this one.
     */
    CrashHistory suspects() {
        String version = bundle.getBundle().getVersion().toString();
        File folder = bundle.getDataFile("suspects-" + version);
        return folder == null ? CrashHistory.none(version) : CrashHistory.in(folder.toPath(), version);
    }
}
