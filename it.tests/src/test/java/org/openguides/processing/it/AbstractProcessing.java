package org.openguides.processing.it;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.array;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.request;
import static org.openguides.processing.it.GuidesApi.text;
import static org.openguides.processing.it.GuidesApi.texts;

/** Checks the results of one run over a small project, for any kind of asset. */
@ExtendWith(SharedSling.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class AbstractProcessing {

    private static final int TOPICS = DitaProject.HOSTILE_NAMES.size() + 3;

    private final DitaProject project = new DitaProject();
    private final GuidesApi api;
    private final TestContent content;
    private JsonObject run = new JsonObject();

    AbstractProcessing(SlingServer server, TestContent.Kind kind) {
        this.api = new GuidesApi(server.admin());
        this.content = new TestContent(server.admin(), kind, "processing-" + kind);
    }

    @BeforeAll
    void processTheProject() {
        project.putInto(content);
        run = api.run(request(content.folder()));
    }

    @Test
    void countsEveryFileOnce() {
        int files = project.files().size();
        assertEquals(files, number(run.getAsJsonObject("migrationSet"), "totalFiles"), run::toString);
        assertEquals("SUCCESS", text(run.getAsJsonObject("migrationSet"), "calculationStatus"));
        assertEquals(files, number(run, "triggeredCount"), run::toString);
        assertEquals(files - 1, number(run, "succeededCount"), run::toString);
        assertEquals(1, number(run, "failedCount"), run::toString);
        assertEquals(0, number(run, "skippedCount"), run::toString);
    }

    @Test
    void reportsTheFinalState() {
        assertEquals(content.folder(), text(run, "path"));
        assertEquals("admin", text(run, "createdBy"));
        assertEquals("ASSET_PROCESSING", text(run, "type"));
        assertEquals(0, number(run.getAsJsonObject("eta"), "value"));
        assertEquals("1 of 19 assets failed", text(run, "comments"));
        assertTrue(run.get("completedAt").getAsLong() >= run.get("startedAt").getAsLong(), run::toString);
        assertTrue(run.get("startedAt").getAsLong() > 0, run::toString);
        assertTrue(run.get("hasLogs").getAsBoolean());
        assertTrue(run.get("restartable").getAsBoolean());
        assertFalse(run.get("resumable").getAsBoolean());
        assertFalse(run.get("cancellable").getAsBoolean());
    }

    @Test
    void givesEveryFileAnOutcomeAndAUniqueUuid() {
        List<String> uuids = new ArrayList<>();
        for (String file : project.files().keySet()) {
            JsonObject results = content.results(file);
            String outcome = file.equals(DitaProject.BROKEN) ? "FAILED" : "SUCCEEDED";
            assertEquals(outcome, text(state(results), "outcome"), file);
            assertEquals(content.path(file), text(state(results), "path"));
            assertTrue(text(results, "fmUuid").matches("GUID-[0-9a-f-]{36}"), file);
            uuids.add(text(results, "fmUuid"));
        }
        assertEquals(uuids.size(), Set.copyOf(uuids).size(), "uuids are unique");
    }

    @Test
    void recordsMetadataOfTopics() {
        JsonObject results = content.results(DitaProject.FIRST);

        assertEquals(DitaProject.TITLE, text(metadata(results), "dc:title"));
        assertEquals("- topic/topic", text(metadata(results), "dita_class").strip());
        assertEquals("Draft", text(metadata(results), "docstate"));
        assertEquals("first", text(state(results), "id"));
    }

    @Test
    void recordsMetadataOfTopicsWithHostileNames() {
        for (String topic : DitaProject.hostileTopics()) {
            String title = "About " + topic.replace("  ", " "); // white space in a title is collapsed
            assertEquals(title, text(metadata(content.results(topic)), "dc:title"));
        }
    }

    @Test
    void recordsTheTargetsOfMaps() {
        JsonObject results = content.results(DitaProject.MAP);

        assertEquals("- map/map", text(metadata(results), "dita_class").strip());
        assertEquals("Guide", text(metadata(results), "dc:title"));
        List<String> topics =
                DitaProject.topicsOfMap().stream().map(content::path).toList();
        assertEquals(topics, texts(results.get("fmditaTopicrefs")));
        assertEquals(List.of(content.path(DitaProject.SUBMAP)), texts(results.get("fmditaMaprefs")));
    }

    @Test
    void recordsReferencesAsWritten() {
        List<String> references =
                texts(state(content.results(DitaProject.FIRST)).get("references"));

        assertEquals(2, references.size(), references::toString);
        assertTrue(references.get(0).startsWith("p\tconref\t"), references::toString);
        assertTrue(references.get(0).contains("\tCONTENT\tLOCAL\t"), references::toString);
        assertTrue(references.get(1).startsWith("image\thref\t../images/logo.png\t"), references::toString);
        assertTrue(references.get(1).contains("\tIMAGE\tLOCAL\t"), references::toString);
    }

    @Test
    void recordsBrokenReferencesWithoutFailing() {
        JsonObject state = state(content.results(DitaProject.ASTRAY));

        assertEquals(List.of("xref\thref\tgone.dita\t6\tURI\tLINK\tLOCAL\t\t\tastray"), texts(state.get("references")));
    }

    @Test
    void reportsThePositionOfAFileThatIsNotWellFormed() {
        String error = text(state(content.results(DitaProject.BROKEN)), "error");

        assertTrue(error.matches("line 4, column \\d+: .*titel.*"), error);
    }

    @Test
    void writesNoMetadataToOtherFiles() {
        for (String file : List.of(DitaProject.IMAGE, DitaProject.MARKDOWN)) {
            JsonObject results = content.results(file);
            assertFalse(state(results).has("references"), file);
            assertFalse(results.has("fmditaTopicrefs"), file);
        }
    }

    @Test
    void logsStartFailuresAndEnd() {
        LogLines log = api.log(text(run, "processingId"));

        log.assertFormat();
        log.assertOne("INFO", "Requested by admin");
        log.assertOne("INFO", "Path: " + content.folder());
        log.assertOne("INFO", "Selected " + project.files().size() + " assets");
        log.assertOne("ERROR", "Failed: " + content.path(DitaProject.BROKEN) + ": line 4, column ");
        log.assertOne("WARN", content.path(DitaProject.ASTRAY) + ": broken reference in line 6");
        log.assertOne("INFO", "Finished: " + (project.files().size() - 1) + " succeeded, 1 failed, 0 skipped");
        log.assertCount("ERROR", 1);
        log.assertCount("WARN", 1);
    }

    @Test
    void endsTheLogWithATable() {
        LogLines log = api.log(text(run, "processingId"));

        log.assertRow("DITA topics", TOPICS, TOPICS - 1, 1);
        log.assertRow("DITA maps", 2, 2, 0);
        log.assertRow("Markdown", 1, 1, 0);
        log.assertRow("Others", 1, 1, 0);
        log.assertRow("Total", TOPICS + 4, TOPICS + 3, 1);
        assertTrue(log.last().contains("Total"), log::toString);
    }

    @Test
    void isInTheHistoryNewestFirst() {
        String second = text(api.run(request(content.path("images"))), "processingId");

        List<String> ids =
                api.history().stream().map(entry -> text(entry, "processingId")).toList();
        assertEquals(0, ids.indexOf(second));
        assertTrue(ids.indexOf(text(run, "processingId")) > 0, ids::toString);
        assertTrue(api.history().contains(run), "as its status was");
    }

    @Test
    void aSecondRunChangesNothing() {
        Map<String, JsonObject> before = dump();
        awaitSecondAfterAnyProcessing();

        JsonObject again = api.run(request(content.folder()));

        assertEquals(project.files().size() - 1, number(again, "succeededCount"));
        Map<String, JsonObject> after = dump();
        before.forEach((file, node) -> assertEquals(node, after.get(file), file));
    }

    @Test
    void fileTypesAreSelectedByContent() {
        assertEquals(TOPICS, selected("{\"fileTypes\":[\"DITATOPIC\"]}"));
        assertEquals(2, selected("{\"fileTypes\":\"DITAMAP\"}"));
        assertEquals(2, selected("{\"fileTypes\":[\"MARKDOWN\",\"OTHERS\"]}"));
        assertEquals(0, selected("{\"fileTypes\":[\"DITAVAL\",\"HTML/CSS\"]}"));
        assertEquals(TOPICS + 4, selected("{\"fileTypes\":[]}"));
    }

    @Test
    void excludedPathsNeedNoLeadingSlash() {
        JsonObject request = request(content.folder());
        request.add("excludedPaths", array(content.path("topics").substring(1), content.path(DitaProject.MARKDOWN)));

        JsonObject status = api.run(request);

        assertEquals(3, number(status, "triggeredCount"));
        assertEquals(
                List.of(content.path("topics"), content.path(DitaProject.MARKDOWN)),
                texts(status.get("excludedPaths")));
        api.log(text(status, "processingId")).assertOne("INFO", "Excluded: " + content.path("topics"));
    }

    /** Dates have a resolution of seconds: within the same second a second write would be invisible. */
    private void awaitSecondAfterAnyProcessing() {
        Instant last = project.files().keySet().stream()
                .map(file -> TestContent.date(text(state(content.results(file)), "processedAt")))
                .max(Instant::compareTo)
                .orElseThrow();
        Awaitility.await().until(() -> Instant.now().isAfter(last.plusSeconds(1)));
    }

    private static JsonObject state(JsonObject results) {
        return results.getAsJsonObject("openguides");
    }

    private static JsonObject metadata(JsonObject results) {
        return results.getAsJsonObject("metadata");
    }

    private int selected(String filter) {
        JsonObject status = api.run(request(content.folder(), filter));
        assertEquals(number(status.getAsJsonObject("migrationSet"), "totalFiles"), number(status, "triggeredCount"));
        return number(status, "triggeredCount");
    }

    private Map<String, JsonObject> dump() {
        Map<String, JsonObject> nodes = new TreeMap<>();
        project.files().keySet().forEach(file -> nodes.put(file, content.node(file)));
        return nodes;
    }
}
