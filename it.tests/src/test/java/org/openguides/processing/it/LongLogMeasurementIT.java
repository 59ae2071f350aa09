package org.openguides.processing.it;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** Measures the time to read pages of a very long log. */
@Measurement
final class LongLogMeasurementIT {

    private static final int LINES = 1_000_000;
    private static final int SEGMENT = 500;
    private static final int AT_ONCE = 20;
    private static final int ROUNDS = 300;

    private final SlingServer server;
    private final SlingClient admin;
    private final GuidesApi api;
    private final BulkContent bulk;

    LongLogMeasurementIT(SlingServer server) {
        this.server = server;
        this.admin = server.admin();
        this.api = new GuidesApi(admin);
        this.bulk = new BulkContent(admin);
    }

    @Test
    void ofPagesAtItsBeginningMiddleAndEnd() {
        String id = runWithLongLog();
        String pages = GuidesApi.LOGS + "?processingId=" + id;
        LinkedHashMap<String, String> requests = new LinkedHashMap<>();
        for (int line : List.of(0, LINES / 2, LINES - SEGMENT)) {
            requests.put("500 lines from line " + line, pages + "&offset=" + line);
        }
        requests.put("tail=500", pages + "&tail=500");
        Timings timings = new Timings(server, requests);

        timings.warmUp(ROUNDS);
        IntStream.range(0, ROUNDS).forEach(round -> timings.measure());

        System.out.println("Of a log of " + LINES + " lines:\n\n" + timings);
        JsonObject last = admin.json(pages + "&tail=1");
        assertEquals(LINES, last.get("totalLines").getAsInt());
        assertEquals(List.of(line(LINES - 1)), GuidesApi.texts(last.get("lines")));
    }

    /** Writes the segments directly: a run that logs so many lines would take too long. */
    private String runWithLongLog() {
        bulk.topics("/content/dam/long-log", 1);
        String id = text(api.run(request("/content/dam/long-log")), "processingId");
        String log = logOf(id);
        delete(log);
        JsonObject node = BulkContent.node("oak:Unstructured");
        node.addProperty("lines", LINES);
        bulk.put(log.substring(0, log.lastIndexOf('/')), "log", node);
        for (int segment = 0; segment < LINES / SEGMENT; segment += AT_ONCE) {
            putSegments(log, segment);
        }
        return id;
    }

    private String logOf(String id) {
        String download = GuidesApi.LOGS + "/download?processingId=" + id;
        JsonObject files = GuidesApi.object(admin.with("Accept", GuidesApi.JSON).get(download));
        String first = GuidesApi.texts(files.get("logFilePaths")).get(0);
        return first.substring(0, first.lastIndexOf('/'));
    }

    private void delete(String path) {
        assertEquals(200, admin.post(path, Map.of(":operation", "delete")).statusCode());
    }

    private void putSegments(String log, int first) {
        JsonObject segments = new JsonObject();
        for (int segment = first; segment < first + AT_ONCE; segment++) {
            String text = IntStream.range(segment * SEGMENT, (segment + 1) * SEGMENT)
                    .mapToObj(LongLogMeasurementIT::line)
                    .collect(Collectors.joining("\n", "", "\n"));
            segments.add(String.format(Locale.ROOT, "s%05d", segment), BulkContent.file("oak:Resource", text));
        }
        bulk.add(log, segments);
    }

    private static String line(int number) {
        return "2026-02-26 08:59:10:755: WARN: [ASSET_PROCESSING] /content/dam/some/folder/topic" + number
                + ".dita: broken reference in line 7: <xref href=\"gone.dita\">";
    }
}
