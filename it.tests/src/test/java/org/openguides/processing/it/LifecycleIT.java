package org.openguides.processing.it;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;
import static org.openguides.processing.it.Problems.assertProblem;

/** Control of runs and status of assets. */
@SuppressWarnings("try") // the resource is only held, never used
@ExtendWith(SharedSling.class)
final class LifecycleIT {

    private static final String ASSETS = "/bin/guides/v1/assets/status";

    private final SlingClient admin;
    private final GuidesApi api;
    private TestContent content;

    LifecycleIT(SlingServer server) {
        admin = server.admin();
        api = new GuidesApi(admin);
    }

    @BeforeEach
    void content(TestInfo test) {
        content = new TestContent(
                admin, TestContent.Kind.FILE, test.getDisplayName().replace("()", ""));
        content.put("a.dita", DitaProject.topic("a", "A", ""));
        content.put("b.dita", "<topic id='b'>");
        content.put("c.css", "p {}");
        api.run(request(content.folder())); // creates the queues
    }

    @Test
    void aWaitingRunIsCancelledAtOnceAndResumed() {
        String id;
        try (HeldQueue held = new HeldQueue(admin, HeldQueue.RUNS)) {
            id = api.start(request(content.folder()));
            JsonObject cancelled = control("cancel", id);
            assertEquals("CANCELLED", text(cancelled, "status"));
            assertEquals("Cancelled by admin", text(cancelled, "comments"));
            assertTrue(cancelled.get("resumable").getAsBoolean());
            assertEquals("CANCELLED", text(control("cancel", id), "status"));
            assertEquals("WAITING", text(control("resume", id), "status"));
        }
        JsonObject end = api.awaitSuccess(id);
        assertEquals(3, number(end, "triggeredCount"));
        assertProblem(400, "not-resumable", "", post("resume", id));
        assertProblem(400, "not-cancellable", "", post("cancel", id));
        LogLines log = api.log(id);
        log.assertOne("INFO", "Cancelled by admin before it began");
        log.assertOne("INFO", "Resumed by admin");
    }

    @Test
    void aRunningRunIsCancelledAndResumed() {
        String id;
        try (HeldQueue held = new HeldQueue(admin, HeldQueue.PARTITIONS)) {
            id = api.start(request(content.folder()));
            Awaitility.await().until(() -> text(api.status(id), "status").equals("PROCESSING"));
            control("cancel", id);
            Awaitility.await().until(() -> text(api.status(id), "status").equals("CANCELLED"));
            assertProblem(400, "not-restartable", "", post("restart", id));
        }
        control("resume", id);
        JsonObject end = api.awaitSuccess(id);
        assertEquals(3, number(end, "triggeredCount"));
        assertEquals(2, number(end, "attempt"));
    }

    /** Nothing else happens in the run that could bring its last lines to light. */
    @Test
    void theLastLinesOfAnIdleRunAreVisible() {
        String id;
        try (HeldQueue held = new HeldQueue(admin, HeldQueue.PARTITIONS)) {
            id = api.start(request(content.folder()));
            Awaitility.await().until(() -> lastLine(id).endsWith("] Selected 3 assets"));
            JsonObject status = api.status(id);
            assertEquals("PROCESSING", text(status, "status"));
            assertEquals(0, number(status, "triggeredCount"));
        }
        api.awaitSuccess(id);
    }

    @Test
    void onlyFailedAssetsAreProcessedAgain() {
        String id = text(api.run(request(content.folder())), "processingId");
        JsonObject body = new JsonObject();
        body.addProperty("processingId", id);
        body.addProperty("failedOnly", true);
        content.put("b.dita", DitaProject.topic("b", "B", ""));
        String again = GuidesApi.started(
                admin.post(GuidesApi.PROCESS + "/restart", GuidesApi.JSON, BodyPublishers.ofString(body.toString())));
        JsonObject end = api.awaitSuccess(again);
        assertEquals(1, number(end, "triggeredCount"));
        assertEquals(1, number(end, "succeededCount"));
        assertEquals(id, text(end, "restartOf"));

        assertEquals(id, text(control("delete", id), "processingId"));
        assertProblem(400, "job-not-found", "processingId", post("delete", id));
    }

    @Test
    void aDryRunDoesNotChangeTheContent() {
        content.put("new.dita", DitaProject.topic("n", "N", ""));
        JsonObject before = dump();
        JsonObject request = request(content.folder());
        request.addProperty("dryRun", true);
        JsonObject end = api.run(request);
        assertEquals(4, number(end.getAsJsonObject("migrationSet"), "totalFiles"));
        assertEquals(0, number(end, "triggeredCount"));
        assertEquals(before, dump());
    }

    @Test
    void aLogIsDownloaded() {
        String id = text(api.run(request(content.folder())), "processingId");
        String download = GuidesApi.LOGS + "/download?processingId=" + id;
        HttpResponse<String> zip = admin.get(download);
        assertEquals("application/zip", Problems.header(zip, "Content-Type"));
        assertEquals("attachment; filename=\"" + id + "-logs.zip\"", Problems.header(zip, "Content-Disposition"));
        JsonObject paths =
                GuidesApi.object(admin.with("Accept", "application/json").get(download));
        List<String> files = GuidesApi.texts(paths.get("logFilePaths"));
        assertEquals(1, files.size());
        assertTrue(files.get(0).endsWith(id + "/log/s00000-0"), files::toString);
    }

    @Test
    void assetStatusIsReported() {
        content.put("d.dita", DitaProject.topic("d", "D", ""));
        JsonObject request = new JsonObject();
        request.add("paths", GuidesApi.array(content.path("none"), content.folder(), content.path("a.dita")));
        request.add("excludedPaths", GuidesApi.array(content.path("c.css")));
        JsonObject accepted =
                GuidesApi.object(admin.post(ASSETS, GuidesApi.JSON, BodyPublishers.ofString(request.toString())));
        assertEquals("WAITING", text(accepted, "status"));
        String job = ASSETS + "?jobId=" + text(accepted, "jobId");
        JsonObject end = Awaitility.await()
                .until(() -> admin.json(job), now -> text(now, "status").equals("SUCCESS"));
        JsonArray rows = end.getAsJsonArray("assets");
        assertEquals(
                List.of("a.dita SUCCESS true", "b.dita FAILURE true", "d.dita PENDING true", "none FAILURE false"),
                rows.asList().stream()
                        .map(row -> describe(row.getAsJsonObject()))
                        .toList());
        assertFalse(text(rows.get(1).getAsJsonObject(), "error").isBlank());
        assertProblem(400, "job-not-found", "jobId", admin.get(ASSETS + "?jobId=unknown"));
    }

    private String lastLine(String id) {
        JsonObject page = admin.json(GuidesApi.LOGS + "?tail=1&processingId=" + id);
        return page.getAsJsonArray("lines").get(0).getAsString();
    }

    private JsonObject dump() {
        return admin.json(content.folder() + ".infinity.json");
    }

    private String describe(JsonObject row) {
        String name = text(row, "path").substring(content.folder().length() + 1);
        return name + " " + text(row, "status") + " " + text(row, "exists");
    }

    private JsonObject control(String what, String id) {
        HttpResponse<String> answer = post(what, id);
        assertEquals(200, answer.statusCode(), answer::body);
        return GuidesApi.object(answer);
    }

    private HttpResponse<String> post(String what, String id) {
        return admin.post(GuidesApi.PROCESS + "/" + what, Map.of("processingId", id));
    }
}
