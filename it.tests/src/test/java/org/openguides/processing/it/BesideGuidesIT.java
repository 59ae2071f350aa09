package org.openguides.processing.it;

import java.net.http.HttpResponse;
import java.util.Map;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.object;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;
import static org.openguides.processing.it.GuidesApi.texts;

/** Runs alongside a bundle with a name of AEM Guides, and without it again. */
@ExtendWith(SharedSling.class)
final class BesideGuidesIT {

    private static final String NAME = "com.adobe.fmdita.api";
    private static final String OWN_NODE = "openguides";

    private final SlingClient admin;
    private final GuidesApi api;
    private final InstalledBundle guides;
    private final TestContent content;

    BesideGuidesIT(SlingServer server) {
        admin = server.admin();
        api = new GuidesApi(admin);
        guides = new InstalledBundle(admin, NAME);
        content = new TestContent(admin, TestContent.Kind.DAM_ASSET, "beside-guides");
        content.put("map.ditamap", "<map><title>Map</title><topicref href='topic.dita'/></map>");
        content.put("topic.dita", DitaProject.topic("t", "Topic", "<xref href='new.dita'/>"));
        content.put("new.dita", DitaProject.topic("n", "New", ""));
        processedByGuides("map.ditamap", "GUID-of-map");
        processedByGuides("topic.dita", "GUID-of-topic");
    }

    @AfterEach
    void uninstallBundle() {
        guides.uninstall();
        HttpResponse<String> deleted = admin.post(content.folder(), Map.of(":operation", "delete"));
        assertEquals(200, deleted.statusCode(), deleted::body);
    }

    /** An asset as AEM Guides leaves it, with values that a run of ours would change. */
    private void processedByGuides(String name, String uuid) {
        HttpResponse<String> answer = admin.post(
                content.path(name) + "/jcr%3Acontent",
                Map.of(
                        "fmUuid", uuid,
                        "fmditaTopicrefs", "/content/dam/old.dita",
                        "fmditaTopicrefs@TypeHint", "String[]",
                        "guidesParentMaps", "/content/dam/old.ditamap",
                        "guidesParentMaps@TypeHint", "String[]",
                        "metadata/dita_class", "- of Guides ",
                        "metadata/dc:title", "Title of Guides"));
        assertEquals(200, answer.statusCode(), answer::body);
    }

    private JsonObject dump() {
        return admin.json(content.folder() + ".infinity.json");
    }

    /** All nodes and properties except our own nodes. */
    private static JsonObject withoutOwnNodes(JsonObject node) {
        node.remove(OWN_NODE);
        for (Map.Entry<String, JsonElement> member : node.entrySet()) {
            if (member.getValue().isJsonObject()) {
                withoutOwnNodes(member.getValue().getAsJsonObject());
            }
        }
        return node;
    }

    @Test
    void alongsideAemGuidesOnlyOurOwnNodeIsWritten() {
        guides.install();
        JsonObject before = dump();
        JsonObject started = object(api.post(request(content.folder()).toString()));
        JsonObject run = api.awaitSuccess(text(started, "processingId"));

        assertEquals("own", text(started, "guidesProperties"));
        assertTrue(text(started, "comments").contains("neither written nor repaired"), started::toString);
        assertEquals("own", text(run, "guidesProperties"));
        assertEquals(text(started, "comments"), text(run, "comments"));
        assertTrue(
                api.log(text(run, "processingId")).lines().stream()
                        .anyMatch(line -> line.contains("AEM Guides is present: bundle " + NAME)),
                "the log says why");

        JsonObject after = dump();
        assertTrue(content.results("topic.dita").has(OWN_NODE));
        assertEquals(before, withoutOwnNodes(after));
        assertEquals("GUID-of-topic", uuid("topic.dita"));
        assertTrue(uuid("new.dita").startsWith("GUID-"));
        assertEquals("SUCCESS", api.assetStatuses(content.folder()).get(content.path("new.dita")));
    }

    /** Its bundles may be absent while it is updated. The service user needs a permission to see the folder. */
    @Nightly
    @Test
    void theFolderOfAemGuidesIsEnough() {
        assertEquals(
                2,
                admin.post("/libs/fmdita", Map.of("jcr:primaryType", "sling:Folder"))
                                .statusCode()
                        / 100);
        try {
            JsonObject run = api.run(request(content.folder()));
            assertEquals("own", text(run, "guidesProperties"));
            assertTrue(
                    api.log(text(run, "processingId")).lines().stream()
                            .anyMatch(line -> line.contains("AEM Guides is present: node /libs/fmdita")),
                    "the log says why");
        } finally {
            assertEquals(
                    200,
                    admin.post("/libs/fmdita", Map.of(":operation", "delete")).statusCode());
        }
    }

    private String uuid(String name) {
        return text(admin.json("/bin/guides/v1/assets/references?path=" + content.path(name)), "uuid");
    }

    @Test
    void alongsideAemGuidesAComparisonReportsChangesAndWritesNothing() {
        guides.install();
        JsonObject before = dump();
        JsonObject request = request(content.folder());
        request.addProperty("dryRun", true);
        request.addProperty("compare", true);
        JsonObject run = api.run(request);

        assertEquals(before, dump());
        JsonObject comparison = run.getAsJsonObject("comparison");
        assertEquals(3, comparison.get("comparedCount").getAsInt());
        assertEquals(
                content.path("map.ditamap"),
                text(comparison.getAsJsonArray("examples").get(0).getAsJsonObject(), "path"));
        assertTrue(texts(comparison
                        .getAsJsonArray("examples")
                        .get(0)
                        .getAsJsonObject()
                        .get("properties"))
                .contains("metadata/dita_class"));
    }

    @Nightly
    @Test
    void withoutAemGuidesAllPropertiesAreWritten() {
        guides.install();
        guides.uninstall();
        JsonObject run = api.run(request(content.folder()));

        assertEquals("write", text(run, "guidesProperties"));
        assertEquals("", text(run, "comments"));
        JsonObject topic = content.results("topic.dita");
        assertEquals("GUID-of-topic", text(topic, "fmUuid"));
        assertEquals("- topic/topic", text(topic.getAsJsonObject("metadata"), "dita_class"));
        assertEquals("Title of Guides", text(topic.getAsJsonObject("metadata"), "dc:title"));
        assertEquals(GuidesApi.array(content.path("map.ditamap")), topic.get("guidesParentMaps"));
        assertEquals(
                GuidesApi.array(content.path("topic.dita")),
                content.results("map.ditamap").get("fmditaTopicrefs"));
        assertEquals("New", text(content.results("new.dita").getAsJsonObject("metadata"), "dc:title"));
        Awaitility.await().until(() -> !guides.isInstalled());
    }
}
