package org.openguides.processing.it;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** Measures response times of a server during a run. */
@Measurement
final class LatencyMeasurementIT {

    private static final int ASSETS = 20_000;
    private static final int HISTORY = 100;
    private static final int WARM_UP = 300;

    private final SlingServer server;
    private final GuidesApi api;
    private final BulkContent bulk;

    LatencyMeasurementIT(SlingServer server) {
        this.server = server;
        this.api = new GuidesApi(server.admin());
        this.bulk = new BulkContent(server.admin());
    }

    @Test
    void ofStatusLogsAndHistoryDuringARun() {
        bulk.topics("/content/dam/busy", ASSETS);
        new Timings(server, requests(makeHistory())).warmUp(WARM_UP);
        String id = api.start(request("/content/dam/busy"));
        Timings timings = new Timings(server, requests(id));

        while (!text(api.status(id), "status").equals("SUCCESS")) {
            timings.measure();
        }

        JsonObject end = api.awaitSuccess(id);
        long millis = end.get("completedAt").getAsLong() - end.get("startedAt").getAsLong();
        System.out.println("During a run of " + ASSETS + " assets that took " + millis / 1000 + " s:\n\n" + timings);
        assertEquals(ASSETS, number(end, "triggeredCount"));
    }

    private static LinkedHashMap<String, String> requests(String id) {
        LinkedHashMap<String, String> requests = new LinkedHashMap<>();
        requests.put("status", GuidesApi.STATUS + "?processingId=" + id);
        requests.put("logs, tail=500", GuidesApi.LOGS + "?tail=500&processingId=" + id);
        requests.put("history of " + HISTORY, GuidesApi.HISTORY);
        return requests;
    }

    /** Creates a history and returns the id of one of its runs. */
    private String makeHistory() {
        bulk.topics("/content/dam/past", HISTORY);
        List<String> runs = IntStream.range(0, HISTORY)
                .mapToObj(i -> api.start(request("/content/dam/past/f0/" + BulkContent.topicName(i))))
                .toList();
        runs.forEach(api::awaitSuccess);
        return runs.get(0);
    }
}
