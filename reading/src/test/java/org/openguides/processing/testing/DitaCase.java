package org.openguides.processing.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.resolution.Incoming;
import org.openguides.processing.internal.resolution.Outgoing;

/**
 * A small project with expected results, stored as a folder of {@code cases}: its {@code case.json} names the tested
 * rule and its source, and the expected type, title, outgoing and incoming references of each file.
 */
public final class DitaCase {

    private static final Path CASES = Path.of("../reading/src/test/resources/cases");
    private static final String DESCRIPTION = "case.json";

    private static final Map<String, String> TYPES = Map.of(
            "DITATOPIC", "DITA_TOPIC",
            "DITAMAP", "DITA_MAP",
            "HTML/CSS", "HTML_CSS");

    private final Path folder;
    private final JsonObject description;
    private final List<String> differences = new ArrayList<>();

    /** The actual results for the files of a case; paths are relative to its folder. */
    public interface Said {

        /** Returns the result for a single file. */
        SaidOfFile of(String path) throws Exception;

        /** Returns the references of a file. */
        List<Outgoing> outgoing(String path) throws Exception;

        /** Returns the references to a file. */
        List<Incoming> incoming(String path) throws Exception;

        /** Returns the keys that a file defines. */
        List<String> keys(String path) throws Exception;

        /** Returns the values of all broken references. */
        List<String> broken() throws Exception;
    }

    /**
     * The result for a single file.
     *
     * @param type  type as named by the API
     * @param isRead whether it can be read
     */
    public record SaidOfFile(String type, boolean isRead, String title, String id, String ditaClass) {}

    private DitaCase(Path folder) throws IOException {
        this.folder = folder;
        this.description = new Gson().fromJson(Files.readString(folder.resolve(DESCRIPTION)), JsonObject.class);
    }

    /** Returns all cases. */
    public static Stream<DitaCase> all() throws IOException {
        List<DitaCase> cases = new ArrayList<>();
        try (Stream<Path> folders = Files.list(CASES)) {
            for (Path each : folders.sorted().toList()) {
                cases.add(new DitaCase(each));
            }
        }
        return cases.stream();
    }

    @Override
    public String toString() {
        return folder.getFileName().toString();
    }

    /** Returns the folder of its files. */
    public Path folder() {
        return folder;
    }

    /** Returns its path in the tree, which some of its files contain. */
    public String place() {
        return "/content/dam/case-" + toString().split("-")[0];
    }

    /** Returns its files, relative to its folder. */
    public List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> !file.equals(DESCRIPTION))
                    .sorted()
                    .toList();
        }
    }

    /** Returns the differences between actual and expected results, line by line; empty if there are none. */
    public String differences(Said said) throws Exception {
        differences.clear();
        for (JsonElement each : array(description, "expect")) {
            JsonObject expected = each.getAsJsonObject();
            String path = expected.get("path").getAsString();
            checkFile(path, expected, said);
            checkOutgoing(path, expected, said);
            checkIncoming(path, expected, said);
        }
        List<String> broken = said.broken();
        for (JsonElement each : array(description, "broken")) {
            expect(broken.contains(each.getAsString()), "broken", each, broken);
        }
        for (JsonElement each : array(description, "notBroken")) {
            expect(!broken.contains(each.getAsString()), "not broken", each, broken);
        }
        return String.join("\n", differences);
    }

    private void checkFile(String path, JsonObject expected, Said said) throws Exception {
        SaidOfFile file = said.of(path);
        if (expected.has("type")) {
            String type = expected.get("type").getAsString();
            expect(TYPES.getOrDefault(type, type).equals(file.type()), path, "type " + type, file.type());
        }
        if (expected.has("status")) {
            boolean success = expected.get("status").getAsString().equals("SUCCESS");
            expect(success == file.isRead(), path, expected.get("status"), file.isRead());
        }
        for (String member : List.of("title", "titleIn")) {
            if (expected.has(member)) {
                expect(isOneOf(file.title(), expected.get(member)), path, expected.get(member), file.title());
            }
        }
        for (JsonElement not : array(expected, "titleNot")) {
            expect(!file.title().contains(not.getAsString()), path, "title without " + not, file.title());
        }
        checkText(path, expected, "id", file.id());
        checkText(path, expected, "class", file.ditaClass());
        List<String> keys = said.keys(path);
        for (JsonElement key : array(expected, "keys")) {
            expect(keys.contains(key.getAsString()), path, "key " + key, keys);
        }
    }

    private void checkText(String path, JsonObject expected, String member, String found) {
        if (expected.has(member)) {
            expect(isOneOf(found, expected.get(member)), path, expected.get(member), found);
        }
    }

    private void checkOutgoing(String path, JsonObject expected, Said said) throws Exception {
        List<Outgoing> outgoing = said.outgoing(path);
        for (JsonElement each : array(expected, "references")) {
            JsonObject reference = each.getAsJsonObject();
            expect(outgoing.stream().anyMatch(found -> isMatch(found, reference)), path, each, outgoing);
        }
        for (JsonElement each : array(expected, "absent")) {
            JsonObject reference = each.getAsJsonObject();
            expect(outgoing.stream().noneMatch(found -> isMatch(found, reference)), path, "no " + each, outgoing);
        }
    }

    private boolean isMatch(Outgoing found, JsonObject expected) {
        String base = place() + "/";
        String target = found.target().startsWith(base) ? found.target().substring(base.length()) : found.target();
        return isOneOf(found.reference().value(), expected.get("value"))
                && isOneOf(found.reference().element(), expected.get("element"))
                && isOneOf(found.reference().attribute(), expected.get("attribute"))
                && isOneOf(found.status().label(), expected.get("status"))
                && (!expected.has("statusNot") || !isOneOf(found.status().label(), expected.get("statusNot")))
                && isOneOf(target, expected.get("target"));
    }

    private void checkIncoming(String path, JsonObject expected, Said said) throws Exception {
        List<Incoming> incoming = said.incoming(path);
        for (JsonElement each : array(expected, "incoming")) {
            expect(incoming.stream().anyMatch(found -> isFrom(found, each)), path, "from " + each, incoming);
        }
        for (JsonElement each : array(expected, "notIncoming")) {
            expect(incoming.stream().noneMatch(found -> isFrom(found, each)), path, "not from " + each, incoming);
        }
    }

    private boolean isFrom(Incoming found, JsonElement expected) {
        JsonObject wanted = expected.isJsonObject() ? expected.getAsJsonObject() : new JsonObject();
        JsonElement from = expected.isJsonObject() ? wanted.get("path") : expected;
        return found.path().equals(place() + "/" + from.getAsString())
                && isOneOf(found.attribute(), wanted.get("attribute"))
                && isOneOf(found.element(), wanted.get("element"));
    }

    /** Without an expectation any value is accepted. */
    private static boolean isOneOf(String found, @Nullable JsonElement expected) {
        if (expected == null) {
            return true;
        }
        return expected.isJsonArray()
                ? expected.getAsJsonArray().contains(new JsonPrimitive(found))
                : expected.getAsString().equals(found);
    }

    private void expect(boolean met, String where, Object expected, Object found) {
        if (!met) {
            differences.add(where + ": expected " + expected + ", found " + found);
        }
    }

    private static JsonArray array(JsonObject object, String member) {
        JsonElement found = object.get(member);
        if (found == null) {
            return new JsonArray();
        }
        if (found.isJsonArray()) {
            return found.getAsJsonArray();
        }
        JsonArray one = new JsonArray();
        one.add(found);
        return one;
    }
}
