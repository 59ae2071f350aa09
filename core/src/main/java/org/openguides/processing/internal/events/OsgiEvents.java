package org.openguides.processing.internal.events;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.openguides.processing.api.Run;
import org.openguides.processing.internal.engine.CommittedAsset;
import org.openguides.processing.internal.engine.EngineListener;
import org.openguides.processing.internal.log.ServerLog;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.Logger;

/**
 * Sends OSGi events, asynchronously, so that no handler delays a commit. Sends none while there is no event admin. The
 * configuration is modified in place, so that a change does not restart runs. Safe for use by multiple threads.
 */
@Component(service = EngineListener.class, configurationPid = "org.openguides.processing.events")
@Designate(ocd = EventsConfig.class)
public final class OsgiEvents implements EngineListener {

    /** Topic and properties are those of AEM Guides: api-reference/post-process-event of its documentation. */
    static final String ASSET = "com/adobe/guides/postprocess/complete";

    static final String STARTED = "org/openguides/processing/run/started";
    static final String ENDED = "org/openguides/processing/run/ended";

    private static final Logger LOG = ServerLog.of(OsgiEvents.class);

    private final ServiceTracker<EventAdmin, EventAdmin> admin;
    private volatile boolean assets;
    private volatile boolean runs;

    @Activate
    public OsgiEvents(BundleContext context, EventsConfig config) {
        admin = new ServiceTracker<>(context, EventAdmin.class, null);
        admin.open();
        assets = config.assets();
        runs = config.runs();
    }

    @Modified
    void modify(EventsConfig config) {
        assets = config.assets();
        runs = config.runs();
    }

    @Deactivate
    void close() {
        admin.close();
    }

    @Override
    public boolean wantsAssets() {
        return assets;
    }

    @Override
    public boolean wantsRuns() {
        return runs;
    }

    @Override
    public void committed(List<CommittedAsset> changed) {
        EventAdmin present = admin.getService();
        if (assets && present != null) {
            for (CommittedAsset asset : changed) {
                post(present, ASSET, properties(asset));
            }
        }
    }

    private static Map<String, Object> properties(CommittedAsset asset) {
        Map<String, Object> properties = new HashMap<>();
        properties.put("path", asset.path());
        properties.put("eventType", asset.created() ? "CREATE" : "MODIFY");
        properties.put("status", asset.isFailed() ? "FAILED" : "SUCCESS");
        if (asset.isFailed()) {
            properties.put("errorMsg", asset.error());
        }
        if (!asset.uuid().isEmpty()) {
            properties.put("uuid", asset.uuid());
        }
        return properties;
    }

    @Override
    public void started(Run run) {
        post(STARTED, run);
    }

    @Override
    public void ended(Run run) {
        post(ENDED, run);
    }

    private void post(String topic, Run run) {
        EventAdmin present = admin.getService();
        if (present != null) {
            Map<String, Object> properties = RunFacts.of(run);
            properties.put("createdBy", run.requestedBy());
            post(present, topic, properties);
        }
    }

    /** A stopped event admin must not disturb the engine. */
    @SuppressWarnings("checkstyle:IllegalCatch")
    private static void post(EventAdmin admin, String topic, Map<String, Object> properties) {
        try {
            admin.postEvent(new Event(topic, properties));
        } catch (RuntimeException e) {
            LOG.warn("An event of {} cannot be sent", topic, e);
        }
    }
}
