package org.openguides.processing.it;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import com.google.gson.JsonObject;
import org.awaitility.Awaitility;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.openguides.processing.it.GuidesApi.number;
import static org.openguides.processing.it.GuidesApi.text;
import static org.openguides.processing.it.GuidesApi.texts;

/** Checks the invariants of a run that has ended, whatever happened to it. Create it before the run starts. */
final class RunAudit {

    private static final int PAGE = 97;

    private final ManyAssets assets;
    private final Map<String, ManyAssets.Result> before;

    RunAudit(SlingClient admin, ManyAssets assets) {
        this.assets = assets;
        this.before = assets.results(admin);
    }

    /** Asserts that the run has given each asset an outcome. */
    void assertComplete(SlingClient admin, String id) {
        JsonObject run = new GuidesApi(admin).status(id);
        assertEquals("SUCCESS", text(run, "status"), run::toString);
        assertEquals(assets.count(), number(run.getAsJsonObject("migrationSet"), "totalFiles"), run::toString);
        assertEquals(assets.count(), number(run, "triggeredCount"), run::toString);
        assertConsistent(admin, id);
    }

    /** Asserts that the results match the report of a run, which may have ended early. */
    void assertConsistent(SlingClient admin, String id) {
        JsonObject run = new GuidesApi(admin).status(id);
        List<String> written = written(admin);
        assertCounts(run, written);
        assertLog(admin, run, written);
        assertNothingIsLeftBehind(admin, id);
    }

    /** The assets written since then; asserts that none was written twice. */
    private List<String> written(SlingClient admin) {
        Map<Long, List<String>> byWrites = new TreeMap<>();
        Map<String, ManyAssets.Result> now = assets.results(admin);
        now.forEach((path, result) -> byWrites.computeIfAbsent(
                        result.writes() - before.get(path).writes(), key -> new ArrayList<>())
                .add(path));
        List<String> written = byWrites.getOrDefault(1L, List.of());
        byWrites.keySet().removeAll(List.of(0L, 1L));
        assertEquals(Map.of(), byWrites, "written more than once");
        written.forEach(
                path -> assertEquals(ManyAssets.outcome(path), now.get(path).outcome(), path));
        return written;
    }

    private static void assertCounts(JsonObject run, List<String> written) {
        long failed = written.stream()
                .filter(path -> ManyAssets.outcome(path).equals("FAILED"))
                .count();
        assertEquals(
                List.of((long) written.size(), written.size() - failed, failed, 0L),
                List.of("triggeredCount", "succeededCount", "failedCount", "skippedCount").stream()
                        .map(count -> run.get(count).getAsLong())
                        .toList(),
                run::toString);
    }

    /** Asserts that every line is complete, and that events that can only happen once are logged once. */
    private static void assertLog(SlingClient admin, JsonObject run, List<String> written) {
        List<String> lines = log(admin, text(run, "processingId"));
        new LogLines(lines).assertFormat();
        List<String> failures = written.stream()
                .filter(path -> ManyAssets.outcome(path).equals("FAILED"))
                .toList();
        assertEquals(failures, told(lines, "] Failed: "));
        List<String> broken =
                written.stream().filter(ManyAssets::hasBrokenReference).toList();
        List<String> told = told(lines, "] /content/dam/");
        if (text(run, "status").equals("SUCCESS")) {
            assertEquals(broken, told);
        } else { // references are judged after all assets have been processed
            assertTrue(broken.containsAll(told), told::toString);
            assertEquals(told.size(), Set.copyOf(told).size(), told::toString);
        }
        List<String> attempts = lines.stream()
                .filter(line -> line.contains("] Attempt "))
                .map(line -> line.replaceFirst(".*] Attempt (\\d+) begins.*", "$1"))
                .toList();
        assertEquals(
                IntStream.rangeClosed(1, number(run, "attempt"))
                        .mapToObj(Integer::toString)
                        .toList(),
                attempts);
    }

    /** The paths, in order, in lines with a marker. */
    private static List<String> told(List<String> lines, String mark) {
        return lines.stream()
                .filter(line -> line.contains(mark) && !LogLines.isDuration(line))
                .map(line -> line.replaceFirst(".*?(/content/dam/[^:]*): .*", "$1"))
                .sorted()
                .toList();
    }

    /** The whole log, read in pages; asserts that line numbers have no gap. */
    private static List<String> log(SlingClient admin, String id) {
        List<String> lines = new ArrayList<>();
        JsonObject page;
        do {
            String query = "?processingId=" + id + "&limit=" + PAGE + "&offset=" + lines.size();
            page = admin.json(GuidesApi.LOGS + query);
            lines.addAll(texts(page.get("lines")));
        } while (page.get("hasMore").getAsBoolean());
        assertEquals(lines.size(), number(page, "totalLines"));
        assertTrue(page.get("complete").getAsBoolean(), page::toString);
        return lines;
    }

    /** Asserts that there is no claim, no owner of a partition, and no job. */
    static void assertNothingIsLeftBehind(SlingClient admin, String id) {
        assertFalse(admin.json("/var/openguides/claims.1.json").has(id), "its claim");
        JsonObject partitions = admin.json(node(admin, id) + "/partitions.1.json");
        Map<String, String> owned = partitions.asMap().entrySet().stream()
                .filter(entry -> entry.getValue().isJsonObject())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, entry -> text(entry.getValue().getAsJsonObject(), "state")));
        assertFalse(new HashSet<>(owned.values()).contains("WORKING"), owned::toString);
        Awaitility.await("jobs of the run, also those that Sling has forgotten")
                .atMost(Duration.ofMinutes(2))
                .until(() -> !admin.get("/var/eventing.infinity.json").body().contains(id));
    }

    /** The path of a run's node. */
    static String node(SlingClient admin, String id) {
        String files = admin.with("Accept", "application/json")
                .get(GuidesApi.LOGS + "/download?processingId=" + id)
                .body();
        return files.replaceFirst(".*?(/var/openguides/runs/[0-9/]+/" + id + ").*", "$1");
    }
}
