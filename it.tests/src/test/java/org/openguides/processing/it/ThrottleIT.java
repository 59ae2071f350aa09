package org.openguides.processing.it;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** The administrator and authors slow runs down. */
@ExtendWith(SharedSling.class)
final class ThrottleIT {

    private static final String THROTTLE = "org.openguides.processing.throttle";
    private static final int ASSETS = 250;
    /** The maximum batch size; batches may be smaller after writes of other tests. */
    private static final int BATCH = 100;

    private final SlingClient admin;
    private final SlingClient anonymous;
    private final GuidesApi api;
    private final ServerSettings settings;
    private final BulkContent content;

    ThrottleIT(SlingServer server) {
        admin = server.admin();
        anonymous = server.anonymous();
        api = new GuidesApi(server.admin());
        settings = new ServerSettings(server.admin());
        content = new BulkContent(server.admin());
    }

    @Test
    void anActiveRunFollowsAChangeOfTheThrottle() {
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

    @Nightly
    @Test
    void backgroundLoadDoesNotSlowARunButSavesOfAnAuthorDo() {
        String quiet = "/content/dam/throttle-quiet";
        String edited = "/content/dam/throttle-edited";
        content.topics(quiet, ASSETS);
        content.topics(edited, ASSETS);
        settings.set(THROTTLE, Map.of("pauseMillis", "2000"));
        String slow = "";
        try {
            String id = api.start(request(quiet));
            // the upload counted as an author's change
            JsonObject before = api.await(id, "end of the upload", status -> isThrottledBy("configuration", status));
            api.await(id, "further commit", status -> {
                aDayOnAem();
                // the polling of this test consists of requests, too
                assertFalse(isThrottledBy("authors", status), status::toString);
                return number(status, "triggeredCount") > number(before, "triggeredCount");
            });
            settings.set(THROTTLE, Map.of("pauseMillis", "0"));
            api.awaitSuccess(id);

            settings.set(THROTTLE, Map.of("pauseMillis", "2000"));
            save(edited);
            slow = api.start(request(edited));
            api.await(slow, "word of the author", status -> {
                save(edited);
                return isThrottledBy("authors", status);
            });
            JsonObject alone = api.await(slow, "end of the edits", status -> isThrottledBy("configuration", status));
            assertEquals("PROCESSING", text(alone, "status"));
        } finally {
            settings.set(THROTTLE, Map.of("pauseMillis", "0"));
        }
        JsonObject end = api.awaitSuccess(slow);
        assertEquals(ASSETS, number(end, "succeededCount"));
        assertEquals("", text(end, "throttledBy"));
    }

    private static boolean isThrottledBy(String reason, JsonObject status) {
        return text(status, "throttledBy").equals(reason);
    }

    private void save(String folder) {
        assertEquals(
                200,
                admin.post(folder, Map.of("description", Instant.now().toString()))
                        .statusCode());
    }

    /** Logins, tokens, queries by POST, health probes and anonymous requests do not count as an author's work. */
    private void aDayOnAem() {
        admin.post("/j_security_check", Map.of("j_username", "admin", "j_password", "admin", "j_validate", "true"));
        for (String path : List.of("/libs/granite/csrf/token", "/bin/querybuilder.json", "/graphql/execute.json/a/b")) {
            admin.get(path);
            admin.post(path, Map.of(":operation", "nop"));
        }
        admin.get("/system/health.json");
        anonymous.get("/content/dam.json");
        anonymous.post("/content/dam/throttle-quiet", Map.of("description", "not by me"));
    }
}
