package org.openguides.processing.it;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.awaitility.Awaitility;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A folder whose content a server with the fixtures processes by itself. */
final class LiveContent {

    /** Much longer than it takes, as the machine may be busy. */
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final double NANOS_OF_A_SECOND = 1e9;

    private final SlingClient admin;
    private final TestContent content;

    LiveContent(SlingClient admin, TestContent content) {
        this.admin = admin;
        this.content = content;
    }

    /** Makes a server process content by itself, and waits until it does. */
    static void enable(SlingClient admin, String probe) {
        new ServerSettings(admin).set("org.openguides.processing.live", Map.of("enabled", "true"));
        TestContent content = new TestContent(admin, TestContent.Kind.FILE, probe);
        content.put("probe.dita", DitaProject.topic("t", "Probe", ""));
        new LiveContent(admin, content).awaitWrites("probe.dita", 1);
    }

    /** Waits until the results of a file have been written so often, and says how long that took. */
    void awaitWrites(String name, int writes) {
        long begun = System.nanoTime();
        Awaitility.await(writes + " writes of " + content.path(name))
                .atMost(LIMIT)
                .pollInterval(Duration.ofMillis(100))
                .ignoreExceptions()
                .until(() -> writes(name) >= writes);
        System.out.printf(
                Locale.ROOT,
                "%s: results after %.1f s%n",
                content.path(name),
                (System.nanoTime() - begun) / NANOS_OF_A_SECOND);
    }

    /** Waits until all assets of the folder have been processed. */
    void awaitProcessed(Collection<String> names) {
        Awaitility.await("all assets of " + content.folder())
                .atMost(LIMIT.multipliedBy(3))
                .pollInterval(Duration.ofMillis(500))
                .until(() -> {
                    Map<String, String> statuses = new GuidesApi(admin).assetStatuses(content.folder());
                    return names.stream().allMatch(name -> "SUCCESS".equals(statuses.get(content.path(name))));
                });
    }

    /** How often the results of a file have been written. */
    int writes(String name) {
        JsonObject metadata = content.results(name).getAsJsonObject("metadata");
        JsonElement writes = metadata == null ? null : metadata.get("writes");
        return writes == null ? 0 : writes.getAsInt();
    }

    void assertWrites(String name, int writes) {
        assertEquals(writes, writes(name), name);
    }
}
