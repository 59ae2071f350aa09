package org.openguides.processing.internal.http;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openguides.processing.api.AssetFilter;
import org.openguides.processing.api.Counts;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunPhase;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.testing.ARun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RunJsonTest {

    @Test
    void writesARunAsTheContractShowsIt() {
        Run run = ARun.called("165f1de6-68c4-4dcd-9223-2b7242b62306")
                .in(RunState.RUNNING)
                .selected(Selection.State.COMPLETE, 3000)
                .counting(1190, 7, 3)
                .from(1_761_291_362_776L)
                .remaining(Duration.ofSeconds(14))
                .logging(20)
                .doing(RunPhase.LINKING, 900, 411.26)
                .countingByType(Map.of(FileType.DITA_TOPIC, new Counts(1190, 7, 3)), 5)
                .attempted(
                        new Run.Attempt(1, "author1", Instant.ofEpochMilli(1)).withEnd(Instant.ofEpochMilli(2)),
                        new Run.Attempt(2, "author2", Instant.ofEpochMilli(3)))
                .workedOnBy(
                        new Run.NodeWork("author1", 700, Instant.ofEpochMilli(2)),
                        new Run.NodeWork("author2", 500, null))
                .build();

        assertEquals(
                "{\"processingId\":\"165f1de6-68c4-4dcd-9223-2b7242b62306\",\"path\":\"/content/dam/a\","
                        + "\"excludedPaths\":[],\"status\":\"PROCESSING\",\"triggeredCount\":1200,"
                        + "\"startedAt\":1761291362776,\"completedAt\":0,\"hasLogs\":true,\"createdBy\":\"admin\","
                        + "\"type\":\"ASSET_PROCESSING\",\"migrationSet\":{\"totalFiles\":3000,"
                        + "\"calculationStatus\":\"SUCCESS\"},\"eta\":{\"value\":14,\"unit\":\"SECONDS\"},"
                        + "\"comments\":\"\",\"filter\":{\"fileTypes\":[],\"filterProcessedAssets\":false},"
                        + "\"restartable\":false,\"resumable\":false,\"cancellable\":true,"
                        + "\"succeededCount\":1190,\"failedCount\":7,\"skippedCount\":3,\"attempt\":2,\"throttledBy\":\"\","
                        + "\"updatedAt\":1761291364026,\"dryRun\":false,\"compare\":false,"
                        + "\"guidesProperties\":\"write\",\"phase\":\"LINKING\",\"linkedCount\":900,\"warningCount\":5,"
                        + "\"rate\":411.3,\"system\":false,"
                        + "\"countsByType\":{\"DITATOPIC\":{\"succeeded\":1190,\"failed\":7,\"skipped\":3}},"
                        + "\"attempts\":[{\"number\":1,\"node\":\"author1\",\"startedAt\":1,\"endedAt\":2},"
                        + "{\"number\":2,\"node\":\"author2\",\"startedAt\":3,\"endedAt\":0}],"
                        + "\"nodes\":[{\"name\":\"author1\",\"done\":700,\"lastSeen\":2},"
                        + "{\"name\":\"author2\",\"done\":500,\"lastSeen\":0}]}",
                text(run));
    }

    @Test
    void showsWhichPropertiesOfAemGuidesARunMayWrite() {
        assertTrue(
                text(ARun.called("x").beside(GuidesProperties.OWN).build()).contains("\"guidesProperties\":\"own\""));
    }

    @Test
    void addsMembersOfParticularRuns() {
        Run run = ARun.called("x")
                .on("/content/dam/a", "/content/dam/b, \"c\"")
                .without("/content/dam/a/z")
                .filteredBy(AssetFilter.ALL
                        .withFileTypes(Set.of(FileType.HTML_CSS, FileType.DITA_MAP))
                        .withCreated(Instant.ofEpochMilli(0), Instant.ofEpochMilli(9))
                        .withSkipProcessed(true))
                .repeating("y")
                .build();

        JsonObject json = json(run);
        assertEquals(
                "[\"/content/dam/a\",\"/content/dam/b, \\\"c\\\"\"]",
                json.get("paths").toString());
        assertEquals("[\"/content/dam/a/z\"]", json.get("excludedPaths").toString());
        assertEquals("\"y\"", json.get("restartOf").toString());
        assertEquals(
                "{\"fileTypes\":[\"DITAMAP\",\"HTML/CSS\"],\"filterProcessedAssets\":true,\"startTime\":0,\"endTime\":9}",
                json.get("filter").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "STORAGE,storage",
        "DATABASE,database",
        "AUTHORS,authors",
        "REQUESTS,requests",
        "CONFIGURATION,configuration"
    })
    void showsWhatHoldsARunBack(ThrottleReason reason, String shown) {
        JsonObject json =
                json(ARun.called("x").in(RunState.RUNNING).throttledBy(reason).build());

        assertEquals(shown, json.get("throttledBy").getAsString());
    }

    @ParameterizedTest
    @CsvSource({
        "QUEUED,WAITING,false,false,true",
        "RUNNING,PROCESSING,false,false,true",
        "SUCCEEDED,SUCCESS,true,false,false",
        "FAILED,FAILURE,false,true,false",
        "CANCELLED,CANCELLED,false,true,false"
    })
    void showsEachStateAndWhatCanBeDoneInIt(
            RunState state, String status, boolean restartable, boolean resumable, boolean cancellable) {
        JsonObject json = json(ARun.called("x").in(state).build());

        assertEquals(status, json.get("status").getAsString());
        assertEquals(restartable, json.get("restartable").getAsBoolean());
        assertEquals(resumable, json.get("resumable").getAsBoolean());
        assertEquals(cancellable, json.get("cancellable").getAsBoolean());
    }

    @ParameterizedTest
    @CsvSource({"WAITING,WAITING", "WALKING,PROCESSING", "COMPLETE,SUCCESS", "FAILED,FAILURE"})
    void showsTheProgressOfTheSelection(Selection.State state, String status) {
        JsonObject json = json(ARun.called("x").selected(state, 7).build());

        assertEquals(
                "{\"totalFiles\":7,\"calculationStatus\":\"" + status + "\"}",
                json.get("migrationSet").toString());
    }

    @ParameterizedTest
    @CsvSource({
        "RUNNING,,null",
        "RUNNING,1,1",
        "RUNNING,1000,1",
        "RUNNING,1001,2",
        "RUNNING,0,0",
        "RUNNING,-5,0",
        "FAILED,,0",
        "FAILED,5,0"
    })
    void showsTheRemainingTimeAsFarAsItIsKnown(RunState state, Long millis, String value) {
        JsonObject json = json(ARun.called("x")
                .in(state)
                .remaining(millis == null ? null : Duration.ofMillis(millis))
                .build());

        assertEquals(
                "{\"value\":" + value + ",\"unit\":\"SECONDS\"}",
                json.get("eta").toString());
    }

    @Test
    void hasNoLogsOnceTheyHaveBeenPurged() {
        assertTrue(text(ARun.called("x").logging(0).build()).contains("\"hasLogs\":false"));
    }

    private static JsonObject json(Run run) {
        return JsonParser.parseString(text(run)).getAsJsonObject();
    }

    private static String text(Run run) {
        return JsonAnswer.ok(RunJson.status(run, run.excludedPaths())).body();
    }
}
