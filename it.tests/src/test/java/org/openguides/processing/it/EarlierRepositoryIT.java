package org.openguides.processing.it;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openguides.processing.testing.earlier.RepositoryImage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;

/** A server continues with the repository of an earlier version: see {@link EarlierRepositoryMaker}. */
@Nightly
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EarlierRepositoryIT {

    private static final String ROOT = "/content/dam/earlier";

    private SlingServer server;
    private SlingClient admin;
    private GuidesApi api;

    /** The first start creates the basic repository; the runs of the earlier version are added before the second one. */
    @BeforeAll
    void start() {
        Path home = SlingServer.freshHome();
        SlingServer.start(home).stop();
        new SegmentStore(home).put(RepositoryImage.ofEarlierVersion());
        server = SlingServer.start(home);
        admin = server.admin();
        api = new GuidesApi(admin);
    }

    @AfterAll
    void end() {
        if (server != null) {
            server.kill();
        }
    }

    @Test
    void anInterruptedRunContinuesToItsEnd() {
        JsonObject end = api.awaitSuccess(id("running"));

        assertEquals(200, number(end, "succeededCount"), end::toString);
        assertEquals(2, number(end, "attempt"), end::toString);
        List<String> lines = lines(id("running"));
        new LogLines(lines).assertFormat();
        for (String once : List.of("Attempt 1 begins", "Attempt 2 begins", "Finished: 200 succeeded")) {
            assertEquals(1, lines.stream().filter(line -> line.contains(once)).count(), lines::toString);
        }
        RunAudit.assertNothingIsLeftBehind(admin, id("running"));
    }

    @Test
    void aWaitingRunIsProcessed() {
        JsonObject end = api.awaitSuccess(id("waiting"));

        assertEquals(20, number(end, "succeededCount"), end::toString);
        assertTrue(end.getAsJsonObject("filter").get("filterProcessedAssets").getAsBoolean(), end::toString);
        RunAudit.assertNothingIsLeftBehind(admin, id("waiting"));
    }

    @Test
    void endedRunsAreShownWithTheirLogs() {
        assertEquals("SUCCESS", text(run("faulty"), "status"));
        assertEquals(520, number(run("faulty"), "failedCount"));
        assertEquals("SUCCESS", text(run("dam"), "status"));
        assertEquals(5, number(run("dam"), "succeededCount"));
        assertEquals(
                1,
                api.history().stream()
                        .filter(run -> run.has("dryRun") && run.get("dryRun").getAsBoolean())
                        .count());
        List<String> log = lines(id("faulty"));
        new LogLines(log).assertFormat();
        assertEquals(
                520, log.stream().filter(line -> line.contains("] Failed: ")).count());
        assertEquals(
                "application/zip",
                Problems.header(admin.get(GuidesApi.LOGS + "/download?processingId=" + id("faulty")), "Content-Type"));
    }

    @Test
    void aCancelledRunIsResumed() {
        api.control("resume", id("cancelled"));

        JsonObject end = api.awaitSuccess(id("cancelled"));
        assertEquals(80, number(end, "succeededCount"), end::toString);
        assertEquals(2, number(end, "attempt"), end::toString);
    }

    /** The error budget is in a configuration of the earlier version. */
    @Test
    void aFailedRunIsResumedAndItsConfigurationStillApplies() {
        String why = text(run("failed"), "comments");
        api.control("resume", id("failed"));

        JsonObject end = api.awaitEnd(id("failed"), "FAILURE");

        assertTrue(why.contains("20"), why);
        assertEquals(2, number(end, "attempt"), end::toString);
    }

    @Test
    void onlyFailedAssetsAreProcessedAgain() {
        String again = GuidesApi.started(
                admin.post(GuidesApi.PROCESS + "/restart", Map.of("processingId", id("dam"), "failedOnly", "true")));

        assertEquals(1, number(api.awaitSuccess(again), "triggeredCount"));
    }

    @Test
    void processedAssetsAreKnown() {
        for (String folder : List.of("success", "dam")) {
            JsonObject end = api.run(request(ROOT + "/" + folder, "{\"filterProcessedAssets\":true}"));
            assertEquals(folder.equals("dam") ? 1 : 0, number(end, "triggeredCount"), end::toString);
        }
        Map<String, String> statuses = api.assetStatuses(ROOT + "/success");
        assertEquals(20, statuses.size());
        assertTrue(statuses.values().stream().allMatch("SUCCESS"::equals), statuses::toString);
    }

    /** One was complete, the job of the other was still in the queue. */
    @Test
    void statusJobsAreAnswered() {
        List<Integer> rows = DayTree.names(admin, "/var/openguides/status").stream()
                .map(job -> Awaitility.await("status job " + job)
                        .atMost(Duration.ofMinutes(2))
                        .until(() -> admin.json(GuidesApi.ASSETS + "?jobId=" + job), status -> text(status, "status")
                                .equals("SUCCESS"))
                        .getAsJsonArray("assets")
                        .size())
                .filter(size -> size == 20 || size == 6)
                .distinct()
                .sorted()
                .toList();
        assertEquals(List.of(6, 20), rows);
    }

    private String id(String folder) {
        return text(run(folder), "processingId");
    }

    /** The run of the earlier version over a folder: the oldest one that is not a dry run. */
    private JsonObject run(String folder) {
        List<JsonObject> runs = api.history().stream()
                .filter(run -> text(run, "path").equals(ROOT + "/" + folder))
                .filter(run -> !run.has("dryRun") || !run.get("dryRun").getAsBoolean())
                .toList();
        return runs.get(runs.size() - 1);
    }

    private List<String> lines(String id) {
        JsonElement lines =
                admin.json(GuidesApi.LOGS + "?limit=5000&processingId=" + id).get("lines");
        return GuidesApi.texts(lines);
    }
}
