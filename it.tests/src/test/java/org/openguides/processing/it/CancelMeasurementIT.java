package org.openguides.processing.it;

import java.util.Locale;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** Measures how soon a run stops that is cancelled while it selects and processes very many assets. */
@Measurement
final class CancelMeasurementIT {

    private static final int ASSETS = 100_000;
    private static final int RUNS = 3;
    private static final String FOLDER = "/content/dam/cancelled";

    private final SlingServer server;
    private final GuidesApi api;

    CancelMeasurementIT(SlingServer server) {
        this.server = server;
        this.api = new GuidesApi(server.admin());
    }

    @Test
    void ofARunThatSelectsManyAssets() {
        new BulkContent(server.admin()).topics(FOLDER, ASSETS);
        for (int i = 1; i <= RUNS; i++) {
            String id = api.start(request(FOLDER));
            api.await(id, "selection", run -> found(run) > 0);
            long asked = System.nanoTime();
            api.control("cancel", id);
            JsonObject run = api.awaitEnd(id, "CANCELLED");
            double seconds = (System.nanoTime() - asked) / 1e9;
            System.out.printf(
                    Locale.ROOT,
                    "Cancelled %.1f s after the request: %d of %d selected, %d processed%n",
                    seconds,
                    found(run),
                    ASSETS,
                    number(run, "triggeredCount"));
            assertTrue(found(run) < ASSETS, "it did not select any more: " + text(run, "comments"));
        }
    }

    private static int found(JsonObject run) {
        return number(run.getAsJsonObject("migrationSet"), "totalFiles");
    }
}
