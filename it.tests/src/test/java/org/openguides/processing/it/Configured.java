package org.openguides.processing.it;

import java.time.Duration;
import java.util.Map;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;

/** Reads the configurations of a server through Felix' console. */
record Configured(SlingClient admin) {

    /** Waits until a property has a value. */
    void await(String pid, String property, String value) {
        Awaitility.await(pid + " with " + property + "=" + value)
                .atMost(Duration.ofMinutes(1))
                .ignoreExceptions()
                .until(() -> value(pid, property), value::equals);
    }

    private String value(String pid, String property) {
        JsonObject configuration =
                GuidesApi.object(admin.post("/system/console/configMgr/" + pid, Map.of("post", "true")));
        return configuration
                .getAsJsonObject("properties")
                .getAsJsonObject(property)
                .get("value")
                .getAsString();
    }
}
