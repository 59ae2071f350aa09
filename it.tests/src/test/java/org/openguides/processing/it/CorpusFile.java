package org.openguides.processing.it;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * The expected result of a file.
 *
 * @param type     as in the expected results
 * @param title    null if it has none, or is not DITA
 * @param classes  the names in its class attribute; null if unknown
 */
record CorpusFile(String type, @Nullable String title, @Nullable List<String> classes) {

    private static final Set<String> DITA = Set.of("topic", "ditabase", "map");

    private static final Map<String, Set<String>> TYPES = Map.of(
            "topic", Set.of("DITA_TOPIC"),
            "ditabase", Set.of("DITA_TOPIC"),
            "map", Set.of("DITA_MAP"),
            "ditaval", Set.of("DITAVAL"),
            "markdown", Set.of("MARKDOWN"));

    private static final Set<String> OTHER_TYPES = Set.of("OTHERS", "HTML_CSS");

    static CorpusFile of(JsonObject truth) {
        String classes = textOrNull(truth, "class");
        return new CorpusFile(
                GuidesApi.text(truth, "type"), textOrNull(truth, "title"), classes == null ? null : words(classes));
    }

    boolean isBroken() {
        return type.equals("broken");
    }

    /** The differences of the processing results from the expected ones, each as one sentence. */
    List<String> differences(JsonObject results) {
        JsonObject state = member(results, "openguides");
        JsonObject metadata = member(results, "metadata");
        List<String> differences = new ArrayList<>();
        compare("outcome", isBroken() ? "FAILED" : "SUCCEEDED", textOrNull(state, "outcome"), differences);
        if (isBroken()) {
            return differences;
        }
        if (!TYPES.getOrDefault(type, OTHER_TYPES).contains(textOrNull(state, "type"))) {
            differences.add("type is " + textOrNull(state, "type") + " instead of " + type);
        }
        if (DITA.contains(type)) {
            compare("title", title, textOrNull(state, "title"), differences);
            compare("dc:title", title, textOrNull(metadata, "dc:title"), differences);
            String classAttribute = textOrNull(metadata, "dita_class");
            if (classes != null) {
                compare("class", classes, classAttribute == null ? null : words(classAttribute), differences);
            }
            compare("start of uuid", "GUID-", (textOrNull(results, "fmUuid") + "     ").substring(0, 5), differences);
        }
        return differences;
    }

    private static void compare(
            String what, @Nullable Object expected, @Nullable Object actual, List<String> differences) {
        if (!Objects.equals(expected, actual)) {
            differences.add(what + " is " + actual + " instead of " + expected);
        }
    }

    private static JsonObject member(JsonObject object, String name) {
        return object.has(name) ? object.getAsJsonObject(name) : new JsonObject();
    }

    private static @Nullable String textOrNull(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value == null || value.isJsonNull() || value.getAsString().isEmpty() ? null : value.getAsString();
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
