package org.openguides.processing.it;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.request;

/** Handlers of another bundle are told what runs do. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EventsIT {

    private static final String EVENTS = "org.openguides.processing.events";
    private static final String WITNESS = "/bin/openguides-fixtures/events";
    private static final String ASSET_TOPIC = "event.topics=com/adobe/guides/postprocess/complete";

    private final FragileSling sling = new FragileSling(20, 5, 0);
    private final SlingClient admin = sling.admin();
    private final ServerSettings settings = new ServerSettings(admin);

    @AfterAll
    void end() {
        sling.close();
    }

    private List<String> witnessed(String containing) {
        return admin.get(WITNESS)
                .body()
                .lines()
                .filter(line -> line.contains(containing))
                .toList();
    }

    private List<String> awaitWitnessed(String containing, int count) {
        return Awaitility.await(count + " events with " + containing)
                .atMost(Duration.ofSeconds(30))
                .until(() -> witnessed(containing), lines -> lines.size() >= count);
    }

    @Test
    void aHandlerGetsOneEventForEachAssetAndMakesNoLoop() {
        TestContent content = new TestContent(admin, TestContent.Kind.FILE, "events");
        content.put("quiet-1.dita", DitaProject.topic("a", "A", ""));
        content.put("quiet-rewritten.dita", DitaProject.topic("b", "B", ""));
        sling.api().run(request(content.folder()));
        awaitWitnessed("run/ended", 1);
        assertEquals(List.of(), witnessed("postprocess"), "off by default");

        settings.set(EVENTS, Map.of("assets", "true"));
        new Configured(admin).await(EVENTS, "assets", "true");
        content.put("quiet-rewritten.dita", DitaProject.topic("b", "B2", ""));
        runWithNew(content, "quiet-x.dita");
        String path = content.path("quiet-x.dita");
        String uuid = content.results("quiet-x.dita").get("fmUuid").getAsString();
        assertEquals(
                List.of(ASSET_TOPIC + " eventType=CREATE path=" + path + " status=SUCCESS uuid=" + uuid),
                witnessed(path));
        String rewritten = content.path("quiet-rewritten.dita");
        awaitWitnessed("rewritten " + rewritten, 1);
        assertModified(rewritten, 1);

        runWithNew(content, "quiet-y.dita");
        assertModified(rewritten, 2);
        runWithNew(content, "quiet-z.dita");
        assertModified(rewritten, 2);
        assertEquals(1, witnessed("rewritten " + rewritten).size());
        assertEquals(1, witnessed(path).size());
        assertEquals(List.of(), witnessed(content.path("quiet-1.dita")), "it has not changed");
    }

    /** The last asset of a partition: the events of those before it, which come from the same thread, precede its own. */
    private void runWithNew(TestContent content, String last) {
        content.put(last, DitaProject.topic("last", "Last", ""));
        sling.api().run(request(content.folder()));
        awaitWitnessed(content.path(last), 1);
    }

    private void assertModified(String path, int events) {
        List<String> seen = witnessed(ASSET_TOPIC + " eventType=MODIFY path=" + path + " ");
        assertEquals(events, seen.size(), seen::toString);
    }
}
