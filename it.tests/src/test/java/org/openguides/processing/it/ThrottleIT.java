package org.openguides.processing.it;

import java.util.Map;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** Runs are held back by hand, and let go. */
@ExtendWith(SharedSling.class)
final class ThrottleIT {

    private static final String THROTTLE = "org.openguides.processing.throttle";
    private static final int ASSETS = 250;
    /** At most; smaller ones have been made since the server was last written to. */
    private static final int BATCH = 100;

    private static final String SERVICES = "/system/console/services";

    private final SlingClient admin;
    private final GuidesApi api;
    private final ServerSettings settings;
    private final BulkContent content;

    ThrottleIT(SlingServer server) {
        admin = server.admin();
        api = new GuidesApi(server.admin());
        settings = new ServerSettings(server.admin());
        content = new BulkContent(server.admin());
    }

    @Test
    void aRunThatGoesOnTakesOverWhatTheThrottleSaysNow() {
        content.topics("/content/dam/throttle", ASSETS);
        String id;
        settings.set(THROTTLE, Map.of("pauseMillis", "3600000"));
        try {
            id = api.start(request("/content/dam/throttle"));
            JsonObject resting = api.await(id, "first commit", status -> number(status, "triggeredCount") > 0);
            assertTrue(number(resting, "triggeredCount") <= BATCH, resting::toString);
            assertEquals("PROCESSING", text(resting, "status"));
        } finally {
            settings.set(THROTTLE, Map.of("pauseMillis", "0"));
        }
        assertEquals(ASSETS, number(api.awaitSuccess(id), "succeededCount"));
    }

    /** By a preprocessor, before whose chain nobody has logged in. */
    @Test
    void workersLearnOfRequestsBeforeTheyAreAuthenticated() {
        String id = "";
        for (JsonElement each : admin.json(SERVICES + ".json").getAsJsonArray("data")) {
            JsonObject service = each.getAsJsonObject();
            String types = text(service, "types");
            if (types.contains("Preprocessor") && types.contains("openguides")) {
                id = text(service, "id");
            }
        }
        assertNotEquals("", id, "no preprocessor of ours");
        JsonObject counting = admin.json(SERVICES + "/" + id + ".json")
                .getAsJsonArray("data")
                .get(0)
                .getAsJsonObject();
        assertTrue(counting.get("usingBundles").toString().contains("org.apache.felix.http"), counting::toString);
    }
}
