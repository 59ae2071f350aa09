package org.openguides.processing.it;

import java.util.List;
import java.util.stream.Stream;

import com.google.gson.JsonObject;

/** Records of a server in folders of years, months and days. */
final class DayTree {

    private DayTree() {}

    /** The names of the records below a folder. */
    static List<String> names(SlingClient admin, String root) {
        return children(admin.json(root + ".4.json"))
                .flatMap(DayTree::children)
                .flatMap(DayTree::children)
                .flatMap(day -> day.entrySet().stream()
                        .filter(record -> record.getValue().isJsonObject())
                        .map(record -> record.getKey()))
                .toList();
    }

    private static Stream<JsonObject> children(JsonObject folder) {
        return folder.entrySet().stream()
                .filter(child -> child.getValue().isJsonObject())
                .map(child -> child.getValue().getAsJsonObject());
    }
}
