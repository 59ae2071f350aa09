package org.openguides.cli.run;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * A run as the server tells it. Whatever the server leaves out reads as "", 0 or an empty list.
 *
 * @param json the status object of the HTTP contract
 */
public record RunStatus(JsonObject json) {
    private static final Set<String> FINAL = Set.of("SUCCESS", "FAILURE", "CANCELLED");

    /** The run's id. */
    public String id() {
        return text("processingId");
    }

    /** The state: WAITING, PROCESSING, SUCCESS, FAILURE or CANCELLED. */
    public String state() {
        return text("status");
    }

    /** Whether nothing more will happen. */
    public boolean ended() {
        return FINAL.contains(state());
    }

    /** Whether the run ended in SUCCESS. */
    public boolean succeeded() {
        return state().equals("SUCCESS");
    }

    /** Whether {@link #total} is the last word. */
    public boolean counted() {
        return ended() || set().state().equals("SUCCESS");
    }

    /** Assets found so far. */
    public long total() {
        return set().number("totalFiles");
    }

    /** Assets that are through: succeeded, failed or skipped. A server that does not tell these tells what it triggered. */
    public long done() {
        boolean detailed = json.has("succeededCount");
        return detailed
                ? number("succeededCount") + number("failedCount") + number("skippedCount")
                : number("triggeredCount");
    }

    /** How long it took, or null as long as that is unknown. */
    public @Nullable Duration length() {
        long started = number("startedAt");
        long completed = number("completedAt");
        return started > 0 && completed >= started ? Duration.ofMillis(completed - started) : null;
    }

    /** The time that is left, or null as long as that is unknown. */
    public @Nullable Duration left() {
        JsonElement value = json.get("eta") instanceof JsonObject eta ? eta.get("value") : null;
        return value != null && value.isJsonPrimitive() ? Duration.ofSeconds(asLong(value)) : null;
    }

    /** The paths that were asked for. */
    public List<String> paths() {
        List<String> paths = list("paths");
        return paths.isEmpty() ? List.of(text("path")) : paths;
    }

    /** How many assets were compared with what a run would write; 0 if the run did not compare, or has not ended. */
    public long compared() {
        return comparison().number("comparedCount");
    }

    /** How many maps the catalog did not know, for which parent maps and keys were not compared. */
    public long unknownMaps() {
        return comparison().number("unknownMapCount");
    }

    /** On how many of the compared assets each property would be written or removed, in the order of the server. */
    public Map<String, Long> differences() {
        Map<String, Long> counts = new LinkedHashMap<>();
        if (comparison().json.get("properties") instanceof JsonArray properties) {
            for (JsonElement property : properties) {
                if (property instanceof JsonObject object) {
                    RunStatus counted = new RunStatus(object);
                    counts.put(counted.text("property"), counted.number("count"));
                }
            }
        }
        return counts;
    }

    private RunStatus comparison() {
        return new RunStatus(json.get("comparison") instanceof JsonObject found ? found : new JsonObject());
    }

    /** A text. */
    public String text(String name) {
        JsonElement value = json.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }

    /** A number. */
    public long number(String name) {
        JsonElement value = json.get(name);
        return value != null && value.isJsonPrimitive() ? asLong(value) : 0;
    }

    /** A list of texts. */
    public List<String> list(String name) {
        List<String> texts = new ArrayList<>();
        if (json.get(name) instanceof JsonArray values) {
            values.forEach(value -> texts.add(value.isJsonPrimitive() ? value.getAsString() : value.toString()));
        }
        return List.copyOf(texts);
    }

    private CountedSet set() {
        return new CountedSet(json.get("migrationSet") instanceof JsonObject set ? set : new JsonObject());
    }

    private static long asLong(JsonElement value) {
        try {
            return value.getAsLong();
        } catch (NumberFormatException e) {
            return 0;
        }
    }

    private record CountedSet(JsonObject json) {
        String state() {
            return new RunStatus(json).text("calculationStatus");
        }

        long number(String name) {
            return new RunStatus(json).number(name);
        }
    }
}
