package org.openguides.processing.internal.reference;

import javax.jcr.Session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openguides.processing.internal.catalog.AssetFacts;
import org.openguides.processing.internal.catalog.Deadline;
import org.openguides.processing.spi.ItemResult;
import org.openguides.processing.spi.Outcome;
import org.openguides.processing.testing.OakRepository;
import org.openguides.processing.testing.ProcessedContent;
import org.openguides.processing.testing.TestCatalogs;

import static org.junit.jupiter.api.Assertions.assertEquals;

/**
 * Small projects, each with what has to be said of its files. A folder of {@code cases} is one: its {@code case.json} names
 * the rule and where it is written down, and expects of each file a type, a title, references and what refers to it.
 */
@Tag(TestCatalogs.TAG)
class DitaCasesTest {

    private static final Path CASES = Path.of("src/test/resources/cases");
    private static final String DESCRIPTION = "case.json";

    private static final Map<String, String> TYPES = Map.of(
            "DITATOPIC", "DITA_TOPIC",
            "DITAMAP", "DITA_MAP",
            "HTML/CSS", "HTML_CSS");

    static Stream<String> cases() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.map(each -> each.getFileName().toString()).sorted().toList().stream();
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isReadAsTheSpecificationsSay(String name) throws Exception {
        try (OakRepository oak = new OakRepository()) {
            Case read = new Case(CASES.resolve(name), oak);
            read.check();
            assertEquals("", String.join("\n", read.differences));
        }
    }

    private static final class Case {

        private final JsonObject description;
        private final String base;
        private final Map<String, ItemResult> results = new HashMap<>();
        private final References references;
        private final List<String> differences = new ArrayList<>();

        Case(Path folder, OakRepository oak) throws IOException {
            description = new Gson().fromJson(Files.readString(folder.resolve(DESCRIPTION)), JsonObject.class);
            base = "/content/dam/case-" + folder.getFileName().toString().split("-")[0] + "/";
            List<String> paths = new ArrayList<>();
            for (String file : files(folder)) {
                paths.add(oak.file(base + file, Files.readAllBytes(folder.resolve(file))));
            }
            ProcessedContent content = new ProcessedContent(oak);
            List<ItemResult> said = content.process(paths);
            for (int i = 0; i < paths.size(); i++) {
                results.put(paths.get(i), said.get(i));
            }
            Session session = oak.login();
            references = content.references().in(session, Deadline.NONE);
        }

        private static List<String> files(Path folder) throws IOException {
            try (Stream<Path> all = Files.walk(folder)) {
                return all.filter(Files::isRegularFile)
                        .map(file -> folder.relativize(file).toString())
                        .filter(file -> !file.equals(DESCRIPTION))
                        .sorted()
                        .toList();
            }
        }

        void check() throws Exception {
            for (JsonElement each : array(description, "expect")) {
                JsonObject expected = each.getAsJsonObject();
                String path = base + expected.get("path").getAsString();
                checkFile(path, expected);
                checkOutgoing(path, expected);
                checkIncoming(path, expected);
            }
            List<String> broken = references
                    .broken(base.substring(0, base.length() - 1), BrokenReferences.Place.first(0), 1000)
                    .references()
                    .stream()
                    .map(each -> each.reference().reference().value())
                    .toList();
            for (JsonElement each : array(description, "broken")) {
                expect(broken.contains(each.getAsString()), "broken", each, broken);
            }
            for (JsonElement each : array(description, "notBroken")) {
                expect(!broken.contains(each.getAsString()), "not broken", each, broken);
            }
        }

        private void checkFile(String path, JsonObject expected) throws Exception {
            AssetFacts asset = references.asset(path).orElseThrow();
            if (expected.has("type")) {
                String type = expected.get("type").getAsString();
                String found = String.valueOf(asset.type());
                expect(TYPES.getOrDefault(type, type).equals(found), path, "type " + type, found);
            }
            if (expected.has("status")) {
                Outcome outcome = Objects.requireNonNull(results.get(path)).outcome();
                boolean success = expected.get("status").getAsString().equals("SUCCESS");
                expect(success == (outcome == Outcome.SUCCEEDED), path, expected.get("status"), outcome);
            }
            for (String member : List.of("title", "titleIn")) {
                if (expected.has(member)) {
                    expect(isOneOf(asset.title(), expected.get(member)), path, expected.get(member), asset.title());
                }
            }
            for (JsonElement not : array(expected, "titleNot")) {
                expect(!asset.title().contains(not.getAsString()), path, "title without " + not, asset.title());
            }
            checkText(path, expected, "id", asset.id());
            checkText(path, expected, "class", asset.ditaClass());
            if (expected.has("keys")) {
                List<String> keys = references.keys(path);
                for (JsonElement key : array(expected, "keys")) {
                    expect(keys.contains(key.getAsString()), path, "key " + key, keys);
                }
            }
        }

        private void checkText(String path, JsonObject expected, String member, String found) {
            if (expected.has(member)) {
                expect(isOneOf(found, expected.get(member)), path, expected.get(member), found);
            }
        }

        private void checkOutgoing(String path, JsonObject expected) throws Exception {
            List<Outgoing> outgoing = references.outgoing(path);
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
            String target = found.target().startsWith(base) ? found.target().substring(base.length()) : found.target();
            return isOneOf(found.reference().value(), expected.get("value"))
                    && isOneOf(found.reference().element(), expected.get("element"))
                    && isOneOf(found.reference().attribute(), expected.get("attribute"))
                    && isOneOf(found.status().label(), expected.get("status"))
                    && (!expected.has("statusNot") || !isOneOf(found.status().label(), expected.get("statusNot")))
                    && isOneOf(target, expected.get("target"));
        }

        private void checkIncoming(String path, JsonObject expected) throws Exception {
            List<Incoming> incoming = references.incoming(references.asset(path).orElseThrow());
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
            return found.path().equals(base + from.getAsString())
                    && isOneOf(found.attribute(), wanted.get("attribute"))
                    && isOneOf(found.element(), wanted.get("element"));
        }

        /** What is not expected may be anything. */
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
}
