package org.openguides.benchmarks.part;

import java.util.Set;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** A run of the engine, started over HTTP like any client does. */
final class EngineRun {

    static final String PROCESS = "/bin/guides/v1/assets/process";

    private static final String JSON = "application/json";
    private static final Set<String> GOING_ON = Set.of("WAITING", "PROCESSING");

    private final MeasuredServer server;
    private final String id;
    private final long start;

    private EngineRun(MeasuredServer server, String id, long start) {
        this.server = server;
        this.id = id;
        this.start = start;
    }

    /** Starts a run over a folder once there are no other writes. */
    static EngineRun start(MeasuredServer server, String path, boolean filterProcessedAssets) {
        JsonObject filter = new JsonObject();
        filter.addProperty("filterProcessedAssets", filterProcessedAssets);
        JsonObject request = new JsonObject();
        request.addProperty("path", path);
        request.addProperty("type", "ASSET_PROCESSING");
        request.add("filter", filter);
        server.awaitQuiet();
        long start = System.currentTimeMillis();
        JsonObject answer = JsonParser.parseString(server.post(PROCESS, JSON, request.toString()))
                .getAsJsonObject();
        return new EngineRun(server, answer.get("processingId").getAsString(), start);
    }

    String id() {
        return id;
    }

    JsonObject status() {
        return JsonParser.parseString(server.get(PROCESS + "/status?processingId=" + id))
                .getAsJsonObject();
    }

    boolean isGoingOn() {
        return GOING_ON.contains(status().get("status").getAsString());
    }

    /**
     * Waits for the end.
     *
     * @param assets expected number of assets
     * @return milliseconds from the request to the end reported by the run
     */
    long await(int assets) {
        return await(assets, Waiting.GROWING, () -> {});
    }

    /**
     * Waits for the end, and repeats an action meanwhile.
     *
     * @param assets expected number of assets
     * @return milliseconds from the request to the end reported by the run
     */
    long await(int assets, Waiting.Pause pause, Runnable meanwhile) {
        Waiting.until("the end of " + id, pause, () -> {
            meanwhile.run();
            return !isGoingOn();
        });
        JsonObject end = status();
        if (!end.get("status").getAsString().equals("SUCCESS")
                || end.get("triggeredCount").getAsInt() != assets) {
            throw new IllegalStateException(end.toString());
        }
        return end.get("completedAt").getAsLong() - start;
    }

    /** Returns the milliseconds from the request to the first processed asset. */
    long awaitFirstAsset() {
        Waiting.until(
                "the first asset of " + id,
                Waiting.SHORT,
                () -> status().get("triggeredCount").getAsLong() > 0);
        return System.currentTimeMillis() - start;
    }
}
