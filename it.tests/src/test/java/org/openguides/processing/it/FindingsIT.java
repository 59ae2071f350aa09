package org.openguides.processing.it;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;
import static org.openguides.processing.it.Problems.assertProblem;

/** Findings of assets, and the ways to process them again. */
@ExtendWith(SharedSling.class)
final class FindingsIT {

    private final SlingClient admin;
    private final GuidesApi api;
    private TestContent content;

    FindingsIT(SlingServer server) {
        admin = server.admin();
        api = new GuidesApi(admin);
    }

    @BeforeEach
    void content(TestInfo test) {
        content = new TestContent(
                admin, TestContent.Kind.FILE, test.getDisplayName().replace("()", ""));
        content.put("good.dita", DitaProject.topic("good", "Good", ""));
        content.put("broken.dita", "<topic id='b'>\n<title>B</topic>");
        content.put("lost.dita", DitaProject.topic("lost", "Lost", "<p><xref href='none.dita'/></p>"));
    }

    @Test
    void findingsAreGroupedByReasonAsJsonAndCsv() {
        String id = text(api.run(request(content.folder())), "processingId");

        JsonObject failures = get(id, "");
        assertEquals(1, failures.getAsJsonArray("groups").size());
        JsonObject group = failures.getAsJsonArray("groups").get(0).getAsJsonObject();
        assertEquals("not-well-formed", text(group, "reason"));
        assertEquals(1, number(group, "count"));
        JsonObject item = failures.getAsJsonArray("items").get(0).getAsJsonObject();
        assertEquals(content.path("broken.dita"), text(item, "path"));
        assertEquals("DITATOPIC", text(item, "fileType"));
        assertEquals(2, number(item, "line"));
        JsonObject warnings = get(id, "&outcome=WARNING");
        assertEquals(
                "reference-missing",
                text(warnings.getAsJsonArray("items").get(0).getAsJsonObject(), "reason"));
        assertEquals(1, number(api.status(id), "warningCount"));

        HttpResponse<String> csv =
                admin.with("Accept", "text/csv").get(GuidesApi.PROCESS + "/failures?processingId=" + id);
        assertTrue(Problems.header(csv, "Content-Type").startsWith("text/csv"), csv::toString);
        List<String> lines = csv.body().lines().toList();
        assertEquals("path,fileType,outcome,reason,message,line,column", lines.get(0));
        assertTrue(
                lines.get(1).startsWith(content.path("broken.dita") + ",DITATOPIC,FAILED,not-well-formed,"), csv::body);
        assertEquals(2, lines.size());
        assertProblem(400, "invalid-field", "outcome", admin.get(failures(id) + "&outcome=BROKEN"));
        assertProblem(400, "job-not-found", "processingId", admin.get(failures("none")));
    }

    @Test
    void onlyAssetsWithTheReasonAreProcessedAgain() {
        String id = text(api.run(request(content.folder())), "processingId");
        JsonObject body = new JsonObject();
        body.addProperty("processingId", id);
        body.addProperty("failedOnly", true);
        body.addProperty("reasons", "too-large");
        assertProblem(400, "nothing-to-process", "reasons", restart(body));
        JsonArray reasons = new JsonArray();
        reasons.add("reference-missing");
        reasons.add("not-well-formed");
        body.add("reasons", reasons);
        body.addProperty("paths", content.path("lost.dita"));

        JsonObject end = api.awaitSuccess(GuidesApi.started(restart(body)));

        assertEquals(1, number(end, "triggeredCount"));
        assertEquals(0, number(end, "failedCount"));
        assertEquals(id, text(end, "restartOf"));
    }

    @Test
    void aResetRemovesTheResultsOfARun() {
        String topic = content.path("good.dita");
        String own = topic + "/jcr:content/openguides.json";
        api.run(request(content.folder()));
        assertEquals(200, admin.get(own).statusCode());

        JsonObject reset = request(content.folder());
        reset.addProperty("type", "RESET");
        JsonObject end = api.run(reset);

        assertEquals("RESET", text(end, "type"));
        assertEquals(3, number(end, "succeededCount"));
        assertEquals(404, admin.get(own).statusCode());
        JsonObject after = GuidesApi.object(admin.get(topic + "/jcr:content.json"));
        assertTrue(!after.has("fmUuid") && !after.has("guidesParentMaps"), after::toString);
    }

    @Test
    void aScheduledRunWaitsAndCanBeCancelled() {
        JsonObject later = request(content.folder());
        later.addProperty("notBefore", System.currentTimeMillis() + 86_400_000L);
        String id = api.start(later);

        JsonObject status = api.status(id);
        assertEquals("WAITING", text(status, "status"));
        assertEquals("WAITING", text(status, "phase"));
        assertEquals(0, number(status, "attempt"));

        assertEquals(
                "CANCELLED",
                text(
                        GuidesApi.object(admin.post(
                                GuidesApi.PROCESS + "/cancel",
                                GuidesApi.JSON,
                                BodyPublishers.ofString("{\"processingId\":\"" + id + "\"}"))),
                        "status"));
    }

    private JsonObject get(String id, String query) {
        return GuidesApi.object(admin.get(failures(id) + query));
    }

    private static String failures(String id) {
        return GuidesApi.PROCESS + "/failures?processingId=" + id;
    }

    private HttpResponse<String> restart(JsonObject body) {
        return admin.post(GuidesApi.PROCESS + "/restart", GuidesApi.JSON, BodyPublishers.ofString(body.toString()));
    }
}
