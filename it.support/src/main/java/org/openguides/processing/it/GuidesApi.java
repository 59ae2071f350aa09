package org.openguides.processing.it;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.awaitility.Awaitility;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The HTTP API as a client uses it that follows the published documentation. */
final class GuidesApi {

    static final String PROCESS = "/bin/guides/v1/assets/process";
    static final String STATUS = PROCESS + "/status";
    static final String LOGS = PROCESS + "/logs";
    static final String HISTORY = PROCESS + "/history";
    static final String ASSETS = "/bin/guides/v1/assets/status";

    static final String REFERENCES = "/bin/guides/v1/assets/references";
    static final String CHILDREN = "/bin/guides/v1/assets/children";

    static final String SYSTEM = "/bin/openguides/v1/system/status";

    static final String JSON = "application/json";

    /** Maximum duration of a run in a test, and of the wait for a server's first run to begin. */
    static final Duration RUN_LIMIT = Duration.ofMinutes(5);

    private static final Set<String> ENDED = Set.of("SUCCESS", "FAILURE", "CANCELLED");

    private final SlingClient client;

    GuidesApi(SlingClient client) {
        this.client = client;
    }

    /** A request to process a path. */
    static JsonObject request(String path) {
        JsonObject request = new JsonObject();
        request.addProperty("path", path);
        request.addProperty("type", "ASSET_PROCESSING");
        return request;
    }

    /** A request to process the assets of a path that pass a filter. */
    static JsonObject request(String path, String filter) {
        JsonObject request = request(path);
        request.add("filter", JsonParser.parseString(filter));
        return request;
    }

    HttpResponse<String> post(String json) {
        return client.post(PROCESS, JSON, HttpRequest.BodyPublishers.ofString(json));
    }

    /** Starts a run and returns its id. */
    String start(JsonObject request) {
        return started(post(request.toString()));
    }

    /** The id in the response to a start. */
    static String started(HttpResponse<String> answer) {
        assertEquals(200, answer.statusCode(), answer::body);
        return object(answer).get("processingId").getAsString();
    }

    /** Starts a run and returns its final status, which must be SUCCESS. */
    JsonObject run(JsonObject request) {
        return awaitSuccess(start(request));
    }

    JsonObject awaitSuccess(String id) {
        return awaitEnd(id, "SUCCESS");
    }

    /** The final status of a run, which must be the given one. */
    JsonObject awaitEnd(String id, String end) {
        JsonObject status = await(id, "end", now -> ENDED.contains(text(now, "status")));
        assertEquals(end, text(status, "status"), status::toString);
        return status;
    }

    /** The first status of a run that satisfies a condition. */
    JsonObject await(String id, String what, Predicate<JsonObject> wanted) {
        return Awaitility.await(what + " of " + id)
                .atMost(RUN_LIMIT)
                .pollInterval(Duration.ofMillis(50))
                .until(() -> status(id), wanted);
    }

    /** Waits until this node of a cluster sees a run that has just started on another one. */
    void awaitKnown(String id) {
        Awaitility.await("knowledge of " + id)
                .atMost(Duration.ofSeconds(10))
                .until(() -> client.get(STATUS + "?processingId=" + id).statusCode() == 200);
    }

    /** Sends a control request such as cancel or resume; returns the run's status. */
    JsonObject control(String what, String id) {
        HttpResponse<String> answer = client.post(PROCESS + "/" + what, Map.of("processingId", id));
        assertEquals(200, answer.statusCode(), answer::body);
        return object(answer);
    }

    JsonObject status(String id) {
        return client.json(STATUS + "?processingId=" + id);
    }

    /** The whole log of a run that has ended. */
    LogLines log(String id) {
        JsonObject page = client.json(LOGS + "?limit=5000&processingId=" + id);
        assertEquals("true", text(page, "complete"), page::toString);
        return new LogLines(texts(page.get("lines")));
    }

    /** The status of the assets below a path, by path. */
    Map<String, String> assetStatuses(String path) {
        JsonObject request = new JsonObject();
        request.addProperty("path", path);
        HttpResponse<String> answer =
                client.post(ASSETS, JSON, HttpRequest.BodyPublishers.ofString(request.toString()));
        assertEquals(200, answer.statusCode(), answer::body);
        String job = text(object(answer), "jobId");
        JsonObject result = Awaitility.await("status of assets")
                .atMost(RUN_LIMIT)
                .until(() -> client.json(ASSETS + "?jobId=" + job), now -> ENDED.contains(text(now, "status")));
        assertEquals("SUCCESS", text(result, "status"), result::toString);
        return result.getAsJsonArray("assets").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .collect(Collectors.toMap(asset -> text(asset, "path"), asset -> text(asset, "status")));
    }

    List<JsonObject> history() {
        JsonArray runs = client.json(HISTORY).getAsJsonArray("executionHistory");
        return StreamSupport.stream(runs.spliterator(), false)
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    static JsonObject object(HttpResponse<String> answer) {
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    static JsonArray array(String... texts) {
        JsonArray array = new JsonArray();
        List.of(texts).forEach(array::add);
        return array;
    }

    static String text(JsonObject object, String name) {
        return object.get(name).getAsString();
    }

    static List<String> texts(JsonElement array) {
        return array.getAsJsonArray().asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    static int number(JsonObject object, String name) {
        return object.get(name).getAsInt();
    }
}
