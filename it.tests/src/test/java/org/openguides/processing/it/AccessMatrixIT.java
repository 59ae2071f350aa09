package org.openguides.processing.it;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Checks each cell of the table of permissions in docs/rest-api.md against the endpoints. */
@ExtendWith(SharedSling.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class AccessMatrixIT {

    private static final String UNKNOWN = UUID.randomUUID().toString();

    private final SlingClient admin;
    private final RestrictedContent content;

    AccessMatrixIT(SlingServer server) {
        admin = server.admin();
        content = new RestrictedContent(server.admin(), server.anonymous());
    }

    static Stream<AccessTable.Row> rows() throws IOException {
        return AccessTable.read().rows().stream();
    }

    @BeforeAll
    void makeUsersAndContent() {
        content.make();
    }

    @AfterAll
    void removeUsers() {
        content.removeUsers();
    }

    @ParameterizedTest
    @MethodSource("rows")
    void eachResponseMatchesTheTable(AccessTable.Row row) {
        Map<String, String> answers = row.cells().keySet().stream()
                .filter(user -> !row.cells().get(user).equals(AccessTable.NO_CASE))
                .collect(Collectors.toMap(user -> user, user -> code(ask(row, user))));
        Map<String, String> told = row.cells().entrySet().stream()
                .filter(cell -> !cell.getValue().equals(AccessTable.NO_CASE))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
        assertEquals(told, answers);
    }

    /** Else a new endpoint could be open to anyone unnoticed. */
    @Test
    void eachEndpointIsInTheTable() throws IOException {
        JsonObject paths = admin.json("/bin/guides/v1/openapi.json").getAsJsonObject("paths");
        Set<String> described = new TreeSet<>();
        for (String path : paths.keySet()) {
            for (String method : paths.getAsJsonObject(path).keySet()) {
                if (Set.of("get", "post").contains(method)) {
                    described.add(method.toUpperCase(Locale.ROOT) + " " + path);
                }
            }
        }
        Set<String> told = AccessTable.read().rows().stream()
                .map(AccessTable.Row::endpoint)
                .filter(endpoint -> !endpoint.endsWith(".html"))
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(described, told);
    }

    /** Whatever is asked for: no answer to those who cannot read it holds the name of a closed asset, nor what is in it. */
    @ParameterizedTest
    @MethodSource("rows")
    void noResponseNamesUnreadableContent(AccessTable.Row row) {
        for (String user : RestrictedContent.CLOSED_TO) {
            if (!row.cells().get(user).equals(AccessTable.NO_CASE)) {
                HttpResponse<String> answer = ask(row, user);
                content.awaitIfStarted(answer);
                // the request itself may be repeated
                String body =
                        answer.body().replace(content.asset(row.about()), "").replace(content.path(row.about()), "");
                assertFalse(body.contains(RestrictedContent.SECRET), () -> user + ": " + body);
            }
        }
    }

    private HttpResponse<String> ask(AccessTable.Row row, String user) {
        SlingClient client = content.as(user);
        String path = row.path();
        return switch (row.path()) {
            case GuidesApi.STATUS,
                    GuidesApi.LOGS,
                    GuidesApi.LOGS + "/download",
                    GuidesApi.PROCESS + "/failures" -> client.with("Accept", "application/json")
                    .get(path + "?processingId=" + run(row, user));
            case GuidesApi.PROCESS + "/cancel",
                    GuidesApi.PROCESS + "/resume",
                    GuidesApi.PROCESS + "/restart",
                    GuidesApi.PROCESS + "/delete" -> client.post(path, Map.of("processingId", run(row, user)));
            case GuidesApi.PROCESS -> start(client, row.about());
            case GuidesApi.ASSETS -> row.method().equals("GET")
                    ? client.get(path + "?jobId=" + statusJob(row.about(), user))
                    : client.post(path, Map.of("path", content.path(row.about())));
            case GuidesApi.REFERENCES -> client.get(
                    row.about().startsWith("uuid")
                            ? path + "?uuid=" + content.uuid(row.about().substring("uuid ".length()))
                            : path + "?path=" + content.asset(row.about()));
            case GuidesApi.REFERENCES + "/broken", GuidesApi.CHILDREN -> client.get(
                    path + "?path=" + content.path(row.about()));
            default -> client.get(path);
        };
    }

    /** A dry run has all the checks, and is over soon. */
    private HttpResponse<String> start(SlingClient client, String where) {
        JsonObject request = GuidesApi.request(content.path(where));
        request.addProperty("dryRun", true);
        HttpResponse<String> answer =
                client.post(GuidesApi.PROCESS, GuidesApi.JSON, BodyPublishers.ofString(request.toString()));
        if (answer.statusCode() == 200) {
            new GuidesApi(admin).awaitSuccess(GuidesApi.started(answer));
        }
        return answer;
    }

    private String run(AccessTable.Row row, String user) {
        if (user.equals("anonymous")) {
            return UNKNOWN;
        }
        boolean uses = Set.of("restart", "delete")
                .contains(row.path().substring(row.path().lastIndexOf('/') + 1));
        return switch (row.about()) {
            case "own" -> uses ? content.startedBy(user) : content.runOf(user);
            case "visible" -> uses ? content.startedBy("administrator") : content.runOf("administrator");
            case "hidden" -> uses ? content.startHidden() : content.hiddenRun();
            default -> UNKNOWN;
        };
    }

    private String statusJob(String whose, String user) {
        return switch (whose) {
            case "own" -> user.equals("anonymous") ? UNKNOWN : content.statusJobOf(user);
            case "of another" -> content.statusJobOf("administrator");
            default -> UNKNOWN;
        };
    }

    /** The code of the problem, or the status where there is none. */
    private String code(HttpResponse<String> answer) {
        if (answer.statusCode() == 200) {
            content.awaitIfStarted(answer);
            return "200";
        }
        boolean problem = answer.headers()
                .firstValue("Content-Type")
                .filter(type -> type.startsWith("application/problem+json"))
                .isPresent();
        if (!problem) {
            return String.valueOf(answer.statusCode());
        }
        JsonObject body = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertTrue(List.of(400, 401, 403).contains(answer.statusCode()), answer::body);
        return GuidesApi.text(body, "code");
    }
}
