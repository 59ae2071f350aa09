package org.openguides.processing.it;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.mapping;
import static java.util.stream.Collectors.toList;
import static java.util.stream.Collectors.toSet;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.array;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.text;
import static org.openguides.processing.it.GuidesApi.texts;

/** The same request in every encoding, with paths that need the escapes of each encoding. */
@ExtendWith(SharedSling.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EncodingIT {

    private static final List<String> NAMES = Stream.concat(
                    DitaProject.HOSTILE_NAMES.stream(),
                    Stream.of("400, %41 & \u00e9 \ud83d\ude80 ".repeat(25).strip() + "x"))
            .toList();

    private static final String ASSETS = "/bin/guides/v1/assets/status";

    private final SlingClient admin;
    private final GuidesApi api;
    private final TestContent content;

    EncodingIT(SlingServer server) {
        admin = server.admin();
        api = new GuidesApi(admin);
        content = new TestContent(admin, TestContent.Kind.FILE, "encoding");
    }

    /** The encodings of fields, which may repeat. */
    enum Form {
        JSON {
            @Override
            HttpResponse<String> post(SlingClient client, String path, List<Map.Entry<String, String>> fields) {
                JsonObject body = new JsonObject();
                fields.stream()
                        .collect(groupingBy(Map.Entry::getKey, mapping(Map.Entry::getValue, toList())))
                        .forEach((name, values) -> body.add(
                                name,
                                values.size() == 1
                                        ? new JsonPrimitive(values.get(0))
                                        : array(values.toArray(String[]::new))));
                return client.post(path, GuidesApi.JSON, BodyPublishers.ofString(body.toString()));
            }
        },
        FORM {
            @Override
            HttpResponse<String> post(SlingClient client, String path, List<Map.Entry<String, String>> fields) {
                String body = SlingClient.form(fields);
                return client.post(path, SlingClient.FORM, BodyPublishers.ofString(body));
            }
        },
        MULTIPART {
            @Override
            HttpResponse<String> post(SlingClient client, String path, List<Map.Entry<String, String>> fields) {
                String boundary = UUID.randomUUID().toString();
                StringBuilder body = new StringBuilder();
                fields.forEach(field -> body.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"")
                        .append(field.getKey() + "\"\r\n\r\n" + field.getValue() + "\r\n"));
                String type = "multipart/form-data; boundary=" + boundary;
                String text = body + "--" + boundary + "--\r\n";
                return client.post(path, type, BodyPublishers.ofString(text));
            }
        },
        QUERY {
            @Override
            HttpResponse<String> post(SlingClient client, String path, List<Map.Entry<String, String>> fields) {
                return client.send("POST", path + "?" + SlingClient.form(fields));
            }
        };

        abstract HttpResponse<String> post(SlingClient client, String path, List<Map.Entry<String, String>> fields);
    }

    @BeforeAll
    void makeFoldersWithHostileNames() {
        for (String name : NAMES) {
            content.put(name + "/in.dita", DitaProject.topic("in", "In", ""));
            content.put(name + "/" + name + "/out.dita", DitaProject.topic("out", "Out", ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPathArrivesUnchanged(Form form) {
        Map<String, String> runs = new LinkedHashMap<>();
        for (String name : NAMES) {
            List<Map.Entry<String, String>> fields = List.of(
                    Map.entry("path", content.path(name)),
                    Map.entry("excludedPaths", content.path(name + "/" + name)),
                    Map.entry("type", "ASSET_PROCESSING"));
            runs.put(name, GuidesApi.started(form.post(admin, GuidesApi.PROCESS, fields)));
        }
        runs.forEach((name, id) -> {
            JsonObject status = api.awaitSuccess(id);
            assertEquals(content.path(name), text(status, "path"));
            assertEquals(List.of(content.path(name + "/" + name)), texts(status.get("excludedPaths")));
            assertEquals(1, number(status, "triggeredCount"), name);
            api.log(id).assertOne("INFO", "Path: " + content.path(name));
        });
    }

    @ParameterizedTest
    @EnumSource(names = "JSON", mode = EnumSource.Mode.EXCLUDE)
    void repeatedFieldsAreAListAndNamesWithDotsAreMembers(Form form) {
        List<Map.Entry<String, String>> fields = List.of(
                Map.entry("paths", content.path("caf\u00e9")),
                Map.entry("paths", content.path("a, b; c")),
                Map.entry("excludedPaths", content.path("caf\u00e9/caf\u00e9")),
                Map.entry("excludedPaths", content.path("a, b; c/a, b; c").substring(1)),
                Map.entry("filter.fileTypes", "DITATOPIC"),
                Map.entry("filter.fileTypes", "HTML/CSS"),
                Map.entry("filter.startTime", "0"),
                Map.entry("filter.endTime", "4102444800000"),
                Map.entry("filter.filterProcessedAssets", "false"),
                Map.entry("unknown", "ignored"),
                Map.entry("type", "ASSET_PROCESSING"));

        JsonObject status = api.awaitSuccess(GuidesApi.started(form.post(admin, GuidesApi.PROCESS, fields)));

        assertEquals(array(content.path("caf\u00e9"), content.path("a, b; c")), status.get("paths"));
        assertEquals(
                array(content.path("caf\u00e9/caf\u00e9"), content.path("a, b; c/a, b; c")),
                status.get("excludedPaths"));
        assertEquals(2, number(status, "triggeredCount"));
        assertEquals(
                4102444800000L, status.getAsJsonObject("filter").get("endTime").getAsLong());
    }

    @ParameterizedTest
    @EnumSource
    void assetStatusCoversEveryPath(Form form) {
        List<Map.Entry<String, String>> fields = new ArrayList<>();
        NAMES.forEach(name -> {
            fields.add(Map.entry("paths", content.path(name)));
            fields.add(
                    Map.entry("excludedPaths", content.path(name + "/in.dita").substring(1)));
        });

        HttpResponse<String> accepted = form.post(admin, ASSETS, fields);

        assertEquals(200, accepted.statusCode(), accepted::body);
        String job = ASSETS + "?jobId=" + text(GuidesApi.object(accepted), "jobId");
        JsonObject end = Awaitility.await()
                .atMost(GuidesApi.RUN_LIMIT)
                .until(() -> admin.json(job), now -> text(now, "status").equals("SUCCESS"));
        assertEquals(
                NAMES.stream()
                        .map(name -> content.path(name + "/" + name + "/out.dita"))
                        .collect(toSet()),
                end.getAsJsonArray("assets").asList().stream()
                        .map(row -> text(row.getAsJsonObject(), "path"))
                        .collect(toSet()));
    }

    @Test
    void blanksAroundAnIdAreIgnored() {
        String id = api.start(GuidesApi.request(content.path("%41")));
        api.awaitSuccess(id);

        for (String sent : List.of("%20" + id, "+" + id, id + "%20", "%20%09" + id)) {
            assertEquals(id, text(api.status(sent), "processingId"));
            JsonObject log = admin.json(GuidesApi.LOGS + "?processingId=" + sent);
            assertEquals(api.log(id).lines(), texts(log.get("lines")));
        }
    }
}
