package org.openguides.processing.it;

import java.io.ByteArrayInputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.Problems.assertProblem;

/** Invalid requests are refused and leave nothing behind. */
@ExtendWith(SharedSling.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BadRequestsIT {

    private static final int LIMIT = 1 << 20;

    private final SlingClient admin;
    private final GuidesApi api;
    private final TestContent content;
    private String run = "";
    private List<JsonObject> runsBefore = List.of();

    BadRequestsIT(SlingServer server) {
        admin = server.admin();
        api = new GuidesApi(admin);
        content = new TestContent(admin, TestContent.Kind.FILE, "bad-requests");
    }

    @BeforeAll
    void makeOneGoodRun() {
        content.put("a.dita", DitaProject.topic("a", "A", ""));
        run = GuidesApi.text(api.run(request(content.folder())), "processingId");
    }

    @BeforeEach
    void listTheRuns() {
        runsBefore = api.history();
    }

    @AfterEach
    void noRunWasCreated() {
        assertEquals(runsBefore, api.history());
    }

    static Stream<RefusedRequest> json() {
        return RefusedRequest.ofJson();
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("json")
    void invalidJsonIsRefused(RefusedRequest wrong) {
        HttpResponse<String> answer = api.post(wrong.body().replace("$", content.folder()));

        assertProblem(400, wrong.code(), wrong.field(), answer);
    }

    static Stream<Arguments> forms() {
        return RefusedRequest.ofForms().entrySet().stream()
                .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @MethodSource("forms")
    void invalidFieldsAreRefused(String fields, RefusedRequest wrong) {
        String form = fields.replace("$", content.folder());

        assertProblem(400, wrong.code(), wrong.field(), post(SlingClient.FORM, BodyPublishers.ofString(form)));
        HttpResponse<String> query = admin.send("POST", GuidesApi.PROCESS + "?" + form);
        assertProblem(400, wrong.code(), wrong.field(), query);
    }

    @Test
    void textThatIsNotUtf8IsRefused() {
        byte[] body = "{\"path\":\"/content/dam/caf\u00e9\"}".getBytes(StandardCharsets.ISO_8859_1);

        assertProblem(400, "malformed-json", "", post(GuidesApi.JSON, BodyPublishers.ofByteArray(body)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"text/plain", "application/xml", "application/json; charset=ISO-8859-1", SlingClient.FORM})
    void jsonWithAnotherContentTypeIsRefused(String contentType) {
        BodyPublisher body = BodyPublishers.ofString(request(content.folder()).toString());

        assertProblem(400, "unsupported-content-type", "", post(contentType, body));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aBodyOfMoreThanOneMebibyteIsRefused(boolean lengthIsTold) {
        byte[] body = padded(LIMIT + 1).getBytes(StandardCharsets.UTF_8);
        BodyPublisher publisher = lengthIsTold
                ? BodyPublishers.ofByteArray(body)
                : BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body));

        assertProblem(400, "request-too-large", "", post(GuidesApi.JSON, publisher));
    }

    @Test
    void aFormOfMoreThanOneMebibyteIsRefused() {
        String form = "type=ASSET_PROCESSING&path=" + content.folder() + "&more=" + "x".repeat(LIMIT);

        assertProblem(400, "request-too-large", "", post(SlingClient.FORM, BodyPublishers.ofString(form)));
    }

    @Test
    void nestingOfMoreThan32LevelsIsRefused() {
        assertProblem(400, "request-too-large", "", api.post(nested(33)));
        assertProblem(400, "request-too-large", "", api.post("{\"x\":" + "[".repeat(100_000)));
    }

    @Test
    void aListOfMoreThan10000EntriesIsRefused() {
        assertProblem(400, "request-too-large", "", api.post(withExclusions(10_001)));
    }

    @ParameterizedTest
    @CsvSource({
        "GET, assets/process, POST",
        "PUT, assets/process, POST",
        "DELETE, assets/process, POST",
        "PATCH, assets/process, POST",
        "POST, assets/process/status, 'GET, HEAD'",
        "PUT, assets/process/status, 'GET, HEAD'",
        "POST, assets/process/logs, 'GET, HEAD'",
        "DELETE, assets/process/logs, 'GET, HEAD'",
        "POST, assets/process/history, 'GET, HEAD'",
        "POST, system/status, 'GET, HEAD'"
    })
    void aWrongMethodIsRefused(String method, String endpoint, String allowed) {
        HttpResponse<String> answer = admin.send(method, "/bin/guides/v1/" + endpoint);

        assertProblem(400, "method-not-supported", "", answer);
        assertEquals(allowed, Problems.header(answer, "Allow"));
    }

    @ParameterizedTest
    @ValueSource(strings = {GuidesApi.STATUS, GuidesApi.LOGS})
    void anIdIsRequired(String endpoint) {
        assertProblem(400, "missing-field", "processingId", admin.get(endpoint));
        assertProblem(400, "missing-field", "processingId", admin.get(endpoint + "?processingId=%20"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "165f1de6-68c4-4dcd-9223-2b7242b62306",
                "akjhdfalkj1132",
                "../../claims",
                "/var/openguides/runs",
                "a/b:c[1]*|'\"",
                "größe 😀 \t",
                "."
            })
    void anUnknownIdIsRefused(String id) {
        String query = "?processingId=" + SlingClient.escapedPath(id);

        assertProblem(400, "job-not-found", "processingId", admin.get(GuidesApi.STATUS + query));
        assertProblem(400, "job-not-found", "processingId", admin.get(GuidesApi.LOGS + query));
    }

    @ParameterizedTest
    @CsvSource({
        "offset, -1",
        "offset, NaN",
        "offset, 1.5",
        "offset, 1e3",
        "offset, 0x10",
        "offset, 99999999999999999999",
        "limit, -1",
        "limit, NaN",
        "tail, -1",
        "tail, all"
    })
    void invalidPagingOfALogIsRefused(String field, String value) {
        String query = "?processingId=" + run + "&" + field + "=" + value;

        assertProblem(400, "invalid-field", field, admin.get(GuidesApi.LOGS + query));
    }

    @ParameterizedTest
    @CsvSource({"limit, -1", "limit, NaN", "before, yesterday"})
    void invalidPagingOfTheHistoryIsRefused(String field, String value) {
        assertProblem(400, "invalid-field", field, admin.get(GuidesApi.HISTORY + "?" + field + "=" + value));
    }

    @Test
    void aLogPageBeyondTheEndIsEmpty() {
        JsonObject page = admin.json(GuidesApi.LOGS + "?processingId=" + run + "&offset=" + Long.MAX_VALUE);

        assertEquals(List.of(), GuidesApi.texts(page.get("lines")));
        assertEquals("false", GuidesApi.text(page, "hasMore"));
    }

    private HttpResponse<String> post(String contentType, BodyPublisher body) {
        return admin.post(GuidesApi.PROCESS, contentType, body);
    }

    private String padded(int length) {
        String request = request(content.folder()).toString();
        return request + " ".repeat(length - request.length());
    }

    private String nested(int depth) {
        String lists = "[".repeat(depth - 1) + "]".repeat(depth - 1);
        return "{\"more\":" + lists + ",\"type\":\"ASSET_PROCESSING\",\"path\":\"" + content.folder() + "\"}";
    }

    private String withExclusions(int count) {
        JsonObject request = request(content.folder());
        request.add("excludedPaths", GuidesApi.array(exclusions(count)));
        return request.toString();
    }

    private String[] exclusions(int count) {
        return IntStream.range(0, count).mapToObj(i -> content.path("x" + i)).toArray(String[]::new);
    }

    @Test
    void aFormOfMoreThan10000EntriesIsRefused() {
        String form = "type=ASSET_PROCESSING&path=" + content.folder() + "&excludedPaths=/x".repeat(10_001);
        assertProblem(400, "request-too-large", "", post(SlingClient.FORM, BodyPublishers.ofString(form)));
    }

    @Test
    void anUnreadBodyClosesTheConnectionExplicitly() {
        String body = "{\"more\":\"" + "x".repeat(8 * LIMIT) + "\"}";
        HttpResponse<String> answer = post(GuidesApi.JSON, BodyPublishers.ofString(body));
        assertProblem(400, "request-too-large", "", answer);
        assertEquals("close", Problems.header(answer, "Connection"));
    }
}
