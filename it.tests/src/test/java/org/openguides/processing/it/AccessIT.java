package org.openguides.processing.it;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;
import static org.openguides.processing.it.Problems.assertProblem;

/** Permissions to start and to see runs. */
@ExtendWith(SharedSling.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessIT {

    private static final List<String> USERS = List.of("it-author", "it-reader", "it-stranger");

    private final SlingClient admin;
    private final SlingClient anonymous;
    private final TestContent content;
    private String adminsRun = "";

    AccessIT(SlingServer server) {
        admin = server.admin();
        anonymous = server.anonymous();
        content = new TestContent(admin, TestContent.Kind.FILE, "access");
    }

    @BeforeAll
    void makeUsersAndARun() {
        content.put("part/a.dita", DitaProject.topic("a", "A", ""));
        USERS.forEach(user -> admin.post(
                "/system/userManager/user.create.json", Map.of(":name", user, "pwd", user, "pwdConfirm", user)));
        allow("it-reader", content.folder(), "jcr:read");
        allow("it-author", content.path("part"), "jcr:all");
        adminsRun = text(new GuidesApi(admin).run(request(content.folder())), "processingId");
    }

    @AfterAll
    void removeUsers() {
        USERS.forEach(user -> admin.post("/system/userManager/user/" + user + ".delete.json", Map.of()));
    }

    /** By the platform's authenticator: what is at our paths and below them is as closed as everything else. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                GuidesApi.PROCESS,
                GuidesApi.STATUS,
                GuidesApi.LOGS,
                GuidesApi.HISTORY,
                GuidesApi.ASSETS,
                GuidesApi.PROCESS + "/foo",
                GuidesApi.ASSETS + "/foo",
                "/bin/guides/v1/openapi.json/foo",
                "/bin/openguides/v1/assets/process/history",
                "/bin/openguides/v1/assets/process/foo",
                "/bin/openguides/v1/openapi.json"
            })
    void anonymousIsRefused(String path) {
        assertEquals(401, anonymous.get(path).statusCode());
        assertEquals(401, anonymous.as("it-reader", "wrong").get(path).statusCode());
        HttpResponse<String> start = anonymous.post(
                path,
                GuidesApi.JSON,
                BodyPublishers.ofString(request(content.folder()).toString()));
        assertEquals(401, start.statusCode());
    }

    /** Sling would find the endpoint, and a cache might take its answer for a file that all may see. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                GuidesApi.HISTORY + ".css",
                GuidesApi.HISTORY + ".a.b.html/suffix.png",
                GuidesApi.HISTORY + ".html/x",
                GuidesApi.HISTORY + ";v=1.png",
                GuidesApi.HISTORY + "/x",
                "/bin/guides/v1/openapi.json.css",
                "/bin/openguides/v1/system/status.js"
            })
    void underALongerPathNoEndpointIsThere(String path) {
        HttpResponse<String> answer = admin.get(path);

        assertEquals(404, answer.statusCode(), answer::body);
        assertFalse(answer.body().contains("executionHistory"), answer::body);
        assertEquals(401, anonymous.get(path).statusCode());
    }

    @Test
    void aReaderCannotStartARun() {
        HttpResponse<String> answer = start("it-reader", content.folder());

        assertProblem(403, "not-permitted", "path", answer);
    }

    @Test
    void aUserWithoutReadAccessLearnsNothingAboutThePath() {
        JsonObject there = assertProblem(400, "path-not-found", "path", start("it-stranger", content.folder()));
        JsonObject nowhere = assertProblem(400, "path-not-found", "path", start("it-stranger", content.path("no")));

        assertEquals(
                text(there, "detail").replace(content.folder(), "$"),
                text(nowhere, "detail").replace(content.path("no"), "$"));
    }

    @Test
    void anAuthorCanStartARunAndSeesIt() {
        String id = GuidesApi.started(start("it-author", content.path("part")));

        JsonObject status = new GuidesApi(as("it-author")).awaitSuccess(id);
        assertEquals("it-author", text(status, "createdBy"));
        assertEquals(1, GuidesApi.number(status, "succeededCount"));
        new GuidesApi(as("it-author")).log(id).assertOne("INFO", "Requested by it-author");
        assertEquals(List.of(id), history("it-author"));
    }

    @Test
    void aRunIsVisibleToUsersWhoCanReadItsPaths() {
        assertEquals(adminsRun, text(new GuidesApi(as("it-reader")).status(adminsRun), "processingId"));
        assertTrue(history("it-reader").contains(adminsRun));
    }

    @ParameterizedTest
    @ValueSource(strings = {"it-author", "it-stranger"})
    void otherUsersGetTheSameResponseAsForAnUnknownRun(String user) {
        for (String endpoint : List.of(GuidesApi.STATUS, GuidesApi.LOGS)) {
            String query = endpoint + "?processingId=";
            JsonObject hidden = assertProblem(400, "job-not-found", "processingId", as(user).get(query + adminsRun));
            JsonObject never = assertProblem(400, "job-not-found", "processingId", as(user).get(query + "never"));
            assertEquals(
                    text(hidden, "detail").replace(adminsRun, "$"),
                    text(never, "detail").replace("never", "$"));
        }
        assertFalse(history(user).contains(adminsRun));
    }

    @Test
    @SuppressWarnings("try") // the resource is only held, never used
    void aConflictNamesNoRunThatTheCallerCannotSee() {
        String id;
        try (HeldQueue held = new HeldQueue(admin, HeldQueue.RUNS)) {
            id = new GuidesApi(admin).start(request(content.folder()));
            JsonObject problem = assertProblem(400, "overlapping-job", "", start("it-author", content.path("part")));

            assertEquals(new JsonArray(), problem.get("conflicts"));
        }
        new GuidesApi(admin).awaitSuccess(id);
    }

    @Test
    void onlyOperatorsSeeMessagesOfChecks() {
        JsonObject forAdmin = admin.json(GuidesApi.SYSTEM);
        JsonObject forReader = as("it-reader").json(GuidesApi.SYSTEM);

        assertFalse(health(forAdmin).isEmpty());
        assertFalse(health(forReader).isEmpty());
        assertTrue(health(forAdmin).stream().allMatch(check -> check.has("findings")));
        assertTrue(health(forReader).stream().noneMatch(check -> check.has("findings")));
        assertEquals(forAdmin.get("paths"), forReader.get("paths"));
    }

    private static List<JsonObject> health(JsonObject status) {
        return status.getAsJsonArray("health").asList().stream()
                .map(JsonElement::getAsJsonObject)
                .toList();
    }

    private List<String> history(String user) {
        return new GuidesApi(as(user))
                .history().stream().map(run -> text(run, "processingId")).toList();
    }

    private HttpResponse<String> start(String user, String path) {
        return as(user).post(
                        GuidesApi.PROCESS,
                        GuidesApi.JSON,
                        BodyPublishers.ofString(request(path).toString()));
    }

    private SlingClient as(String user) {
        return anonymous.as(user, user);
    }

    private void allow(String user, String path, String privilege) {
        HttpResponse<String> answer =
                admin.post(path + ".modifyAce.json", Map.of("principalId", user, "privilege@" + privilege, "granted"));
        assertEquals(200, answer.statusCode(), answer::body);
    }
}
