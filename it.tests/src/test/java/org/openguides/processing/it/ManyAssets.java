package org.openguides.processing.it;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import static org.openguides.processing.it.GuidesApi.text;

/** Assets in folders of forty: topics, some of them with mistakes, and stylesheets. */
final class ManyAssets {

    /** With more assets Sling would refuse to return a whole folder. */
    private static final int FOLDER = 40;

    /** A catalog in a database does not keep the outcome on the asset. */
    private static final String ELSEWHERE = "in the database";

    private final String folder;
    private final int count;

    /**
     * The results on one asset.
     *
     * @param writes how often its results were written, if the server has the fixtures
     */
    record Result(String outcome, long writes) {}

    private ManyAssets(String folder, int count) {
        this.folder = folder;
        this.count = count;
    }

    /** Creates them in a new folder below /content/dam; the count must be divisible by 40. */
    static ManyAssets create(SlingClient admin, String name, int count) {
        TestContent content = new TestContent(admin, TestContent.Kind.FILE, name);
        for (int from = 0; from < count; from += FOLDER) {
            Map<String, String> files = new HashMap<>();
            IntStream.range(from, from + FOLDER).forEach(i -> files.put(name(i), source(i)));
            content.putAll(files);
        }
        return new ManyAssets(content.folder(), count);
    }

    String folder() {
        return folder;
    }

    int count() {
        return count;
    }

    /** Their paths, in the order of the walk. */
    List<String> paths() {
        return IntStream.range(0, count).mapToObj(i -> folder + "/" + name(i)).toList();
    }

    /** The expected outcome of an asset. */
    static String outcome(String path) {
        return path.endsWith("-broken.dita") ? "FAILED" : "SUCCEEDED";
    }

    static boolean hasBrokenReference(String path) {
        return path.endsWith("-astray.dita");
    }

    /** The current results by path; assets that were never processed have none. */
    Map<String, Result> results(SlingClient admin) {
        Map<String, Result> results = new TreeMap<>();
        for (int i = 0; i < count; i += FOLDER) {
            String path = folder + "/" + folderOf(i);
            admin.json(path + ".infinity.json").entrySet().stream()
                    .filter(file -> file.getValue().isJsonObject())
                    .forEach(file -> results.put(path + "/" + file.getKey(), result(content(file.getValue()))));
        }
        if (results.values().stream().anyMatch(result -> result.outcome().equals(ELSEWHERE))) {
            Map<String, String> statuses = new GuidesApi(admin).assetStatuses(folder);
            results.replaceAll((path, result) -> new Result(outcomeOf(statuses.get(path)), result.writes()));
        }
        return results;
    }

    private static JsonObject content(JsonElement file) {
        return file.getAsJsonObject().getAsJsonObject("jcr:content");
    }

    private static Result result(JsonObject content) {
        JsonObject state = content.getAsJsonObject("openguides");
        JsonObject metadata = content.getAsJsonObject("metadata");
        JsonElement writes = metadata == null ? null : metadata.get("writes");
        return new Result(state == null ? "" : outcome(state), writes == null ? 0 : writes.getAsLong());
    }

    private static String outcome(JsonObject state) {
        return state.has("outcome") ? text(state, "outcome") : ELSEWHERE;
    }

    private static String outcomeOf(String status) {
        return switch (status) {
            case "SUCCESS" -> "SUCCEEDED";
            case "FAILURE" -> "FAILED";
            case "PENDING" -> "";
            default -> status;
        };
    }

    private static String folderOf(int i) {
        return String.format("%03d", i / FOLDER);
    }

    private static String name(int i) {
        String kind =
                switch (i % 50) {
                    case 7 -> "-broken.dita";
                    case 17 -> "-astray.dita";
                    case 27, 37 -> ".css";
                    default -> ".dita";
                };
        return folderOf(i) + String.format("/asset%05d%s", i, kind);
    }

    private static String source(int i) {
        return switch (i % 50) {
            case 7 -> "<topic id='t'><title>Not closed</titel></topic>";
            case 17 -> DitaProject.topic("t", "Astray", "<p><xref href='gone.dita'/></p>");
            case 27, 37 -> "p { margin: 0 }";
            default -> DitaProject.topic("t", "Topic " + i, "");
        };
    }
}
