package org.openguides.processing.it;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.array;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.text;
import static org.openguides.processing.it.GuidesApi.texts;
import static org.openguides.processing.it.Problems.assertProblem;

/**
 * The samples of AEM Guides' published pages "API to start bulk processing of assets" and "API to track post-processing
 * status", verbatim: the published requests, and responses with all fields of the published ones.
 */
@ExtendWith(SharedSling.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class PublishedSamplesIT {

    private static final String ASSETS = "/bin/guides/v1/assets/status";

    private static final String ASSET_STATUS =
            """
            {"paths":["/content/dam/status-fetch1","/content/dam/status-fetch2"],
             "excludedPaths":["content/dam/status-fetch1/excluded-folder"]}
            """;

    private static final String START =
            """
            {"path":"/content/dam/status-fetch1","excludedPaths":["content/dam/status-fetch1/excluded-folder"],
             "type":"ASSET_PROCESSING"}
            """;

    private static final String START_WITH_FILTER =
            """
            {"path":"/content/dam/status-fetch1","excludedPaths":["content/dam/status-fetch1/excluded-folder"],
             "type":"ASSET_PROCESSING",
             "filter":{"fileTypes":["DITAMAP","DITATOPIC"],"startTime":1758876933000,"endTime":1764932039000}}
            """;

    private static final String STATUS =
            """
            {"processingId":"165f1de6-68c4-4dcd-9223-2b7242b62306","path":"/content/dam/a","excludedPaths":[],
             "status":"SUCCESS","triggeredCount":6,"startedAt":1761291362776,"completedAt":1761291364026,
             "hasLogs":true,"createdBy":"admin","type":"ASSET_PROCESSING",
             "migrationSet":{"totalFiles":6,"calculationStatus":"SUCCESS"},"eta":{"value":0,"unit":"SECONDS"},
             "comments":"","restartable":true,"resumable":false,"cancellable":false}
            """;

    private final SlingClient admin;
    private final GuidesApi api;
    private String run = "";

    PublishedSamplesIT(SlingServer server) {
        admin = server.admin();
        api = new GuidesApi(admin);
    }

    @BeforeAll
    void makeTheContentOfTheSamples() {
        TestContent first = new TestContent(admin, TestContent.Kind.DAM_ASSET, "status-fetch1");
        first.put("a.dita", DitaProject.topic("a", "A", ""));
        first.put("excluded-folder/out.dita", DitaProject.topic("out", "Out", ""));
        TestContent second = new TestContent(admin, TestContent.Kind.DAM_ASSET, "status-fetch2");
        second.put("c.dita", DitaProject.topic("c", "C", ""));
        run = GuidesApi.started(api.post(START));
        api.awaitSuccess(run);
    }

    @Test
    void aStartIsAnsweredWithAnId() {
        JsonObject answer = GuidesApi.object(api.post(START));

        assertShape("{\"processingId\":\"akjhdfalkj1132\"}", answer);
        JsonObject status = api.awaitSuccess(text(answer, "processingId"));
        assertEquals(1, number(status, "triggeredCount"));
        assertEquals(array("/content/dam/status-fetch1/excluded-folder"), status.get("excludedPaths"));
    }

    /** The period of the sample is in 2025, so the content of the test is outside it. */
    @Test
    void aStartWithAFilterIsServed() {
        JsonObject status = api.awaitSuccess(GuidesApi.started(api.post(START_WITH_FILTER)));

        assertEquals(0, number(status.getAsJsonObject("migrationSet"), "totalFiles"));
        assertShape("{\"fileTypes\":[\"DITAMAP\"],\"startTime\":1,\"endTime\":1}", status.getAsJsonObject("filter"));
        api.log(text(status, "processingId")).assertOne("INFO", "Selected 0 assets; left out: 1 ");
    }

    @Test
    void aSampleThatIsNotJsonIsRefusedWithItsPosition() {
        String missingComma = START_WITH_FILTER.replace("1758876933000,", "1758876933000\n");

        JsonObject problem = assertProblem(400, "malformed-json", "", api.post(missingComma));

        assertEquals(4, number(problem, "line"));
    }

    @Test
    void aStatusHasAllFieldsOfTheSample() {
        JsonObject status = api.status(run);

        assertShape(STATUS, status);
        for (String flag : List.of("restartable", "resumable", "cancellable", "hasLogs")) {
            assertEquals(JsonParser.parseString(STATUS).getAsJsonObject().get(flag), status.get(flag), flag);
        }
        assertEquals("", text(status, "comments"));
        assertEquals(JsonParser.parseString("{\"value\":0,\"unit\":\"SECONDS\"}"), status.get("eta"));
        assertTrue(run.matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"), run);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&offset=0&limit=500", "&tail=500", "&limit=0"})
    void logsHaveAllFieldsOfTheSample(String parameters) {
        JsonObject page = admin.json(GuidesApi.LOGS + "?processingId=" + run + parameters);

        assertShape("{\"lines\":[\"string\"],\"limit\":0,\"offset\":0,\"hasMore\":true}", page);
        assertEquals(parameters.equals("&limit=0"), texts(page.get("lines")).isEmpty());
        new LogLines(texts(page.get("lines"))).assertFormat();
    }

    @Test
    void aDownloadIsAZipOrOnRequestTheJsonOfTheSample() {
        String download = GuidesApi.LOGS + "/download?processingId=" + run;

        assertEquals("application/zip", Problems.header(admin.get(download), "Content-Type"));
        HttpResponse<String> json = admin.with("Accept", GuidesApi.JSON).get(download);
        assertShape("{\"logFilePaths\":[\"string\"]}", GuidesApi.object(json));
    }

    @Test
    void theHistoryHasAllFieldsOfTheSample() {
        JsonObject newest = api.history().get(0);

        assertShape(STATUS, newest);
        assertShape("{\"fileTypes\":[],\"filterProcessedAssets\":false}", newest.getAsJsonObject("filter"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "resume"})
    void theIdOfTheSampleIsUnknown(String what) {
        String body = "{\"processingId\":\"akjhdfalkj1132\"}";

        assertProblem(400, "job-not-found", "processingId", control(what, body));
        HttpResponse<String> byForm =
                admin.post(GuidesApi.PROCESS + "/" + what, Map.of("processingId", "akjhdfalkj1132"));
        assertProblem(400, "job-not-found", "processingId", byForm);
    }

    @ParameterizedTest
    @ValueSource(strings = {"cancel", "resume"})
    void aSuccessfulRunCannotBeCancelledOrResumed(String what) {
        for (String id : List.of(run, " " + run)) {
            HttpResponse<String> answer = control(what, "{\"processingId\":\"" + id + "\"}");
            assertProblem(400, what.equals("cancel") ? "not-cancellable" : "not-resumable", "", answer);
        }
    }

    @Test
    void anIdMayHaveTheLeadingBlankOfTheSample() {
        assertEquals(run, text(api.status("%20" + run), "processingId"));
        assertEquals(api.log(run).lines(), api.log("%20" + run).lines());
    }

    /** The ids of other APIs of AEM Guides have slashes. */
    @ParameterizedTest
    @ValueSource(strings = {"2022/9/15/7/27/7dfa1271-981e-4617-b5a4-c18379f11c42_678", "%20akjhdfalkj1132", "../.."})
    void anIdOfAnyFormIsUnknown(String id) {
        assertProblem(400, "job-not-found", "processingId", admin.get(GuidesApi.STATUS + "?processingId=" + id));
        assertProblem(400, "job-not-found", "jobId", admin.get(ASSETS + "?jobId=" + id));
    }

    @Test
    void assetStatusIsAJobThatReturnsRows() {
        JsonObject accepted =
                GuidesApi.object(admin.post(ASSETS, GuidesApi.JSON, BodyPublishers.ofString(ASSET_STATUS)));
        assertEquals("WAITING", text(accepted, "status"));
        assertShape("{\"jobId\":\"akjhdfalkj1132\",\"status\":\"WAITING\"}", accepted);

        JsonObject answer = Awaitility.await()
                .atMost(GuidesApi.RUN_LIMIT)
                .until(() -> admin.json(ASSETS + "?jobId=%20" + text(accepted, "jobId")), now -> text(now, "status")
                        .equals("SUCCESS"));

        String row =
                "{\"path\":\"/content/dam/status-fetch1/a.dita\",\"uuid\":\"GUID-1\",\"status\":\"SUCCESS\",\"exists\":true}";
        assertShape("{\"jobId\":\"akjhdfalkj1132\",\"status\":\"SUCCESS\",\"assets\":[" + row + "]}", answer);
        List<String> paths = answer.getAsJsonArray("assets").asList().stream()
                .map(asset -> text(asset.getAsJsonObject(), "path") + " " + text(asset.getAsJsonObject(), "status"))
                .toList();
        assertEquals(
                List.of("/content/dam/status-fetch1/a.dita SUCCESS", "/content/dam/status-fetch2/c.dita PENDING"),
                paths);
    }

    private HttpResponse<String> control(String what, String body) {
        return admin.post(GuidesApi.PROCESS + "/" + what, GuidesApi.JSON, BodyPublishers.ofString(body));
    }

    /** Asserts that the response has each member of the sample, with the same type; it may have more. */
    private static void assertShape(String sample, JsonElement answer) {
        assertShape(JsonParser.parseString(sample), answer, "");
    }

    private static void assertShape(JsonElement sample, JsonElement answer, String where) {
        assertEquals(type(sample), type(answer), where);
        if (sample.isJsonObject()) {
            sample.getAsJsonObject().entrySet().forEach(member -> {
                String name = where + "/" + member.getKey();
                assertTrue(answer.getAsJsonObject().has(member.getKey()), name);
                assertShape(member.getValue(), answer.getAsJsonObject().get(member.getKey()), name);
            });
        } else if (sample.isJsonArray() && !sample.getAsJsonArray().isEmpty()) {
            JsonElement each = sample.getAsJsonArray().get(0);
            answer.getAsJsonArray().forEach(element -> assertShape(each, element, where + "[]"));
        }
    }

    private static String type(JsonElement element) {
        if (!element.isJsonPrimitive()) {
            return element.getClass().getSimpleName();
        }
        return element.getAsJsonPrimitive().isString()
                ? "string"
                : element.getAsJsonPrimitive().isBoolean() ? "boolean" : "number";
    }
}
