package org.openguides.processing.internal.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.apache.sling.testing.mock.osgi.MockOsgi;
import org.junit.jupiter.api.Test;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunState;
import org.openguides.processing.internal.engine.CommittedAsset;
import org.openguides.processing.testing.ARun;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.event.Event;
import org.osgi.service.event.EventAdmin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

/** The events that are handed to the event admin. */
class OsgiEventsTest implements EventAdmin {

    private static final CommittedAsset CREATED = new CommittedAsset("/content/dam/a.dita", true, "", "GUID-1");
    private static final CommittedAsset FAILED = new CommittedAsset("/content/dam/b.dita", false, "line 1: broken", "");

    private final List<Event> events = new ArrayList<>();
    private final BundleContext context = MockOsgi.newBundleContext();
    private final ServiceRegistration<EventAdmin> admin = context.registerService(EventAdmin.class, this, null);
    private final OsgiEvents underTest = new OsgiEvents(context, config(true, true));

    @Override
    public void postEvent(Event event) {
        events.add(event);
    }

    @Override
    public void sendEvent(Event event) {
        throw new AssertionError("handlers must not delay the engine");
    }

    private static EventsConfig config(boolean assets, boolean runs) {
        EventsConfig config = mock(EventsConfig.class);
        when(config.assets()).thenReturn(assets);
        when(config.runs()).thenReturn(runs);
        return config;
    }

    private static Map<String, Object> properties(Event event) {
        Map<String, Object> properties = new TreeMap<>();
        Arrays.stream(event.getPropertyNames())
                .filter(name -> !name.equals("event.topics"))
                .forEach(name -> properties.put(name, event.getProperty(name)));
        return properties;
    }

    @Test
    void anAssetHasTheDocumentedTopicAndProperties() {
        underTest.committed(List.of(CREATED, FAILED));
        assertEquals(2, events.size());
        assertEquals("com/adobe/guides/postprocess/complete", events.get(0).getTopic());
        assertEquals(
                Map.of("path", "/content/dam/a.dita", "eventType", "CREATE", "status", "SUCCESS", "uuid", "GUID-1"),
                properties(events.get(0)));
        assertEquals(
                Map.of(
                        "path", "/content/dam/b.dita",
                        "eventType", "MODIFY",
                        "status", "FAILED",
                        "errorMsg", "line 1: broken"),
                properties(events.get(1)));
    }

    @Test
    void aRunHasTheNamesAndWordsOfTheApi() {
        Run run = ARun.called("id-1")
                .of("jane")
                .in(RunState.SUCCEEDED)
                .counting(7, 2, 1)
                .ofTheSystem()
                .from(1_000)
                .until(5_000)
                .build();
        underTest.ended(run);
        assertEquals("org/openguides/processing/run/ended", events.get(0).getTopic());
        Map<String, Object> properties = properties(events.get(0));
        assertEquals("id-1", properties.get("processingId"));
        assertEquals("ASSET_PROCESSING", properties.get("type"));
        assertEquals("SUCCESS", properties.get("status"));
        assertEquals(10L, properties.get("triggeredCount"));
        assertEquals(7L, properties.get("succeededCount"));
        assertEquals(2L, properties.get("failedCount"));
        assertEquals(1L, properties.get("skippedCount"));
        assertEquals(true, properties.get("system"));
        assertEquals("jane", properties.get("createdBy"));
        assertEquals(1_000L, properties.get("startedAt"));
        assertEquals(5_000L, properties.get("completedAt"));

        underTest.started(run);
        assertEquals("org/openguides/processing/run/started", events.get(1).getTopic());
    }

    @Test
    void aChangeOfTheConfigurationTakesEffectAtOnce() {
        assertTrue(underTest.wantsAssets());
        assertTrue(underTest.wantsRuns());
        underTest.modify(config(false, false));
        assertFalse(underTest.wantsAssets());
        assertFalse(underTest.wantsRuns());
        underTest.committed(List.of(CREATED));
        assertEquals(List.of(), events, "of a batch that had begun before");
    }

    @Test
    void withoutAnEventAdminNothingIsSent() {
        admin.unregister();
        underTest.committed(List.of(CREATED));
        underTest.ended(ARun.called("id-1").build());
        assertEquals(List.of(), events);
    }

    @Test
    void anEventAdminThatHasStoppedDoesNotDisturb() {
        admin.unregister();
        EventAdmin stopped = mock(EventAdmin.class, call -> {
            throw new IllegalStateException("stopped");
        });
        context.registerService(EventAdmin.class, stopped, null);
        underTest.committed(List.of(CREATED));
        assertEquals(List.of(), events);
    }
}
