package org.openguides.processing.it;

import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import com.google.gson.JsonObject;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.openguides.processing.it.GuidesApi.array;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.text;
import static org.openguides.processing.it.GuidesApi.texts;

/** The same request in every form in which it may come, with paths that try each form's escapes. */
@ExtendWith(SharedSling.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EncodingIT {

    private final SlingClient admin;
    private final GuidesApi api;
    private final TestContent content;

    EncodingIT(SlingServer server) {
        admin = server.admin();
        api = new GuidesApi(admin);
        content = new TestContent(admin, TestContent.Kind.FILE, "encoding");
    }

    /** The ways to send fields. */
    enum Form {
        JSON {
            @Override
            HttpResponse<String> post(SlingClient client, List<Map.Entry<String, String>> fields) {
                JsonObject body = new JsonObject();
                fields.forEach(field -> body.addProperty(field.getKey(), field.getValue()));
                return client.post(GuidesApi.PROCESS, GuidesApi.JSON, BodyPublishers.ofString(body.toString()));
            }
        },
        FORM {
            @Override
            HttpResponse<String> post(SlingClient client, List<Map.Entry<String, String>> fields) {
                String body = SlingClient.form(fields);
                return client.post(GuidesApi.PROCESS, SlingClient.FORM, BodyPublishers.ofString(body));
            }
        },
        MULTIPART {
            @Override
            HttpResponse<String> post(SlingClient client, List<Map.Entry<String, String>> fields) {
                String boundary = UUID.randomUUID().toString();
                StringBuilder body = new StringBuilder();
                fields.forEach(field -> body.append("--" + boundary + "\r\nContent-Disposition: form-data; name=\"")
                        .append(field.getKey() + "\"\r\n\r\n" + field.getValue() + "\r\n"));
                String type = "multipart/form-data; boundary=" + boundary;
                String text = body + "--" + boundary + "--\r\n";
                return client.post(GuidesApi.PROCESS, type, BodyPublishers.ofString(text));
            }
        },
        QUERY {
            @Override
            HttpResponse<String> post(SlingClient client, List<Map.Entry<String, String>> fields) {
                return client.send("POST", GuidesApi.PROCESS + "?" + SlingClient.form(fields));
            }
        };

        abstract HttpResponse<String> post(SlingClient client, List<Map.Entry<String, String>> fields);
    }

    @BeforeAll
    void makeFoldersWithHostileNames() {
        for (String name : DitaProject.HOSTILE_NAMES) {
            content.put(name + "/in.dita", DitaProject.topic("in", "In", ""));
            content.put(name + "/" + name + "/out.dita", DitaProject.topic("out", "Out", ""));
        }
    }

    @ParameterizedTest
    @EnumSource
    void aPathArrivesAsItIs(Form form) {
        Map<String, String> runs = new LinkedHashMap<>();
        for (String name : DitaProject.HOSTILE_NAMES) {
            List<Map.Entry<String, String>> fields = List.of(
                    Map.entry("path", content.path(name)),
                    Map.entry("excludedPaths", content.path(name + "/" + name)),
                    Map.entry("type", "ASSET_PROCESSING"));
            runs.put(name, GuidesApi.started(form.post(admin, fields)));
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

        JsonObject status = api.awaitSuccess(GuidesApi.started(form.post(admin, fields)));

        assertEquals(array(content.path("caf\u00e9"), content.path("a, b; c")), status.get("paths"));
        assertEquals(
                array(content.path("caf\u00e9/caf\u00e9"), content.path("a, b; c/a, b; c")),
                status.get("excludedPaths"));
        assertEquals(2, number(status, "triggeredCount"));
        assertEquals(
                4102444800000L, status.getAsJsonObject("filter").get("endTime").getAsLong());
    }

    @Test
    void thePublishedSampleIsServed() {
        content.put("excluded-folder/out.dita", DitaProject.topic("out", "Out", ""));
        content.put("sample/in.dita", DitaProject.topic("in", "In", ""));
        String body =
                """
                {"path":"$","excludedPaths":["content/dam/encoding/excluded-folder"],"type":"ASSET_PROCESSING",
                 "filter":{"fileTypes":["DITAMAP","DITATOPIC"],"startTime":1758876933000,"endTime":4102444800000}}
                """;

        JsonObject status = api.awaitSuccess(GuidesApi.started(api.post(body.replace("$", content.folder()))));

        assertEquals(array(content.path("excluded-folder")), status.get("excludedPaths"));
        assertEquals(2 * DitaProject.HOSTILE_NAMES.size() + 1, number(status, "triggeredCount"));
    }

    @Test
    void blanksAroundAnIdDoNotMatter() {
        String id = api.start(GuidesApi.request(content.path("%41")));
        api.awaitSuccess(id);

        for (String sent : List.of("%20" + id, "+" + id, id + "%20", "%20%09" + id)) {
            assertEquals(id, text(api.status(sent), "processingId"));
            JsonObject log = admin.json(GuidesApi.LOGS + "?processingId=" + sent);
            assertEquals(api.log(id).lines(), texts(log.get("lines")));
        }
    }
}
