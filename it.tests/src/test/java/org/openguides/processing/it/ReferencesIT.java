package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;
import static org.openguides.processing.it.GuidesApi.texts;
import static org.openguides.processing.it.Problems.assertProblem;

/** References, with the shipped index. */
@ExtendWith(SharedSling.class)
final class ReferencesIT {

    private static final String REFERENCES = "/bin/guides/v1/assets/references";

    private static final Duration INDEXED = Duration.ofMinutes(1);

    private final SlingClient admin;
    private final SlingClient anonymous;
    private final GuidesApi api;

    ReferencesIT(SlingServer server) {
        admin = server.admin();
        anonymous = server.anonymous();
        api = new GuidesApi(admin);
    }

    @ParameterizedTest
    @EnumSource(TestContent.Kind.class)
    void listsOutgoingAndIncomingReferences(TestContent.Kind kind) {
        TestContent content = new TestContent(admin, kind, "who's who, " + kind);
        content.put("root.ditamap", "<map><keydef keys='b' href='b.dita'/><topicref href='a.dita'/></map>");
        content.put(
                "a.dita", DitaProject.topic("a", "A", "<xref keyref='b'/><xref href='b.dita#b/p'/><ph keyref='c'/>"));
        content.put("b.dita", DitaProject.topic("b", "B", "<xref href='c.dita'/>"));
        api.run(request(content.folder()));

        assertEquals(
                List.of("key-defined keyref", "ok href", "key-undefined keyref"),
                list(references(content.path("a.dita")), "outgoing", "status", "attribute"),
                "at once");
        JsonObject b = awaitIncoming(
                content.path("b.dita"),
                content.path("a.dita") + " href",
                content.path("a.dita") + " keyref",
                content.path("root.ditamap") + " href");
        assertEquals(List.of("missing " + content.path("c.dita")), list(b, "outgoing", "status", "target"));
        assertEquals("SUCCESS", text(b, "status"));
        assertEquals(b, admin.json(REFERENCES + "?uuid=" + text(b, "uuid")));
        assertEquals(
                List.of("key-defined " + content.path("b.dita"), "ok " + content.path("b.dita"), "key-undefined "),
                list(references(content.path("a.dita")), "outgoing", "status", "target"));

        content.put("c.dita", DitaProject.topic("c", "C", ""));
        assertEquals(
                List.of("ok " + content.path("c.dita")),
                list(references(content.path("b.dita")), "outgoing", "status", "target"));
    }

    @ParameterizedTest
    @EnumSource(TestContent.Kind.class)
    void aRunWritesLinksAtItsEnd(TestContent.Kind kind) {
        TestContent content = new TestContent(admin, kind, "families, " + kind);
        content.put("a.dita", DitaProject.topic("a", "A", "<ph keyref='none'/>"));
        content.put("y.ditamap", "<map><topicref href='a.dita'/></map>");
        content.put("z.ditamap", "<map><mapref href='y.ditamap'/></map>");
        JsonObject run = api.run(request(content.folder()));

        JsonObject a = content.results("a.dita");
        assertEquals(List.of(content.path("y.ditamap")), texts(a.get("guidesDirectParentMaps")));
        assertEquals(List.of(content.path("y.ditamap"), content.path("z.ditamap")), texts(a.get("guidesParentMaps")));
        LogLines log = api.log(text(run, "processingId"));
        log.assertOne("WARN", content.path("a.dita") + ": broken reference in line ");
        log.assertOne("INFO", "Broken references and other warnings: 1");
    }

    @Test
    void listsBrokenReferencesOfAFolder() {
        TestContent content = new TestContent(admin, TestContent.Kind.FILE, "listsTheBrokenOnes");
        new DitaProject().putInto(content);
        api.run(request(content.folder()));

        JsonObject page = broken(content.folder(), "");
        assertEquals(
                List.of(content.path(DitaProject.ASTRAY) + " missing"), list(page, "references", "path", "status"));
        JsonObject end = broken(content.folder(), "&offset=1&limit=1");
        assertEquals(0, end.getAsJsonArray("references").size());
        assertEquals(1, number(end, "offset"));
    }

    @Test
    void usersWithoutReadAccessSeeNothing() {
        TestContent content = new TestContent(admin, TestContent.Kind.FILE, "whoMayNotRead");
        content.put("a.dita", DitaProject.topic("a", "A", ""));
        String query = "?path=" + SlingClient.escapedPath(content.path("a.dita"));

        assertEquals(401, anonymous.get(REFERENCES + query).statusCode());
        HttpResponse<String> folder = admin.get(REFERENCES + "?path=" + SlingClient.escapedPath(content.folder()));
        assertProblem(400, "asset-not-found", "path", folder);
        assertProblem(400, "missing-field", "path", admin.get(REFERENCES + "/broken"));
        assertTrue(admin.post(REFERENCES, Map.of()).statusCode() == 400);
    }

    /** Waits for the index, which contains the referrers of an asset some seconds after processing. */
    private JsonObject awaitIncoming(String path, String... rows) {
        return Awaitility.await(path)
                .atMost(INDEXED)
                .until(() -> references(path), now -> list(now, "incoming", "path", "attribute").stream()
                        .sorted()
                        .toList()
                        .equals(List.of(rows)));
    }

    private JsonObject references(String path) {
        return admin.json(REFERENCES + "?path=" + SlingClient.escapedPath(path));
    }

    private JsonObject broken(String folder, String more) {
        return admin.json(REFERENCES + "/broken?path=" + SlingClient.escapedPath(folder) + more);
    }

    private static List<String> list(JsonObject object, String member, String first, String second) {
        JsonArray rows = object.getAsJsonArray(member);
        return rows.asList().stream()
                .map(JsonElement::getAsJsonObject)
                .map(row -> text(row, first) + " " + text(row, second))
                .toList();
    }
}
