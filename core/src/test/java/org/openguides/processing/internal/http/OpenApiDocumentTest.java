package org.openguides.processing.internal.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.FilterField;
import org.openguides.processing.api.Run;
import org.openguides.processing.api.RunFinding;
import org.openguides.processing.api.RunPhase;
import org.openguides.processing.api.RunState;
import org.openguides.processing.api.RunType;
import org.openguides.processing.api.Selection;
import org.openguides.processing.api.ThrottleReason;
import org.openguides.processing.internal.observe.Severity;
import org.openguides.processing.internal.resolution.ReferenceStatus;
import org.openguides.processing.testing.ARun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The OpenAPI description is valid and matches the code. */
class OpenApiDocumentTest {

    private static final String PROBLEM = "application/problem+json";

    private static final String TEXT = OpenApiServlet.document();

    private final JsonObject document = JsonParser.parseString(TEXT).getAsJsonObject();

    @Test
    void isValidOpenApi() {
        List<String> complaints = new OpenAPIV3Parser()
                .readContents(TEXT, null, new ParseOptions())
                .getMessages();

        assertEquals(List.of(), complaints);
        assertEquals("3.0.3", document.get("openapi").getAsString());
    }

    @Test
    void beginsAllPathsWithTheBaseOfTheServlets() {
        List<String> servers = document.getAsJsonArray("servers").asList().stream()
                .map(server -> server.getAsJsonObject().get("url").getAsString())
                .toList();
        assertEquals(List.of(ApiSettings.DEFAULT_BASE_PATH, ApiSettings.OWN_BASE_PATH), servers);
        Set<String> described = document.getAsJsonObject("paths").keySet();
        assertTrue(described.containsAll(Set.of(
                StartServlet.PATH, StatusServlet.PATH, LogsServlet.PATH, HistoryServlet.PATH, OpenApiServlet.PATH)));
    }

    @ParameterizedTest
    @EnumSource(value = ProblemType.class, mode = EnumSource.Mode.EXCLUDE, names = "METHOD_NOT_SUPPORTED")
    void knowsEveryProblemUnderItsStatus(ProblemType type) {
        Set<String> statuses = responses()
                .filter(response -> codes(response).contains(type.code()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());

        assertEquals(Set.of(String.valueOf(type.status())), statuses);
    }

    @Test
    void listsInOnePlaceTheCodesOfAllProblems() {
        Set<String> codes = responses()
                .flatMap(response -> codes(response).stream())
                .collect(Collectors.toCollection(TreeSet::new));
        // It is no response of an operation, but of methods that are not operations.
        codes.add(ProblemType.METHOD_NOT_SUPPORTED.code());

        assertEquals(Arrays.stream(ProblemType.values()).map(ProblemType::code).collect(Collectors.toSet()), codes);
        assertEquals(codes, new TreeSet<>(texts(schema("ProblemCode"), "enum")));
    }

    @Test
    void explainsEveryRefusal() {
        operations().forEach(operation -> {
            Set<String> statuses = operation.getAsJsonObject("responses").keySet();
            assertTrue(statuses.containsAll(Set.of("200", "400", "401", "500")), operation.toString());
        });
        responses().forEach(response -> {
            assertTrue(
                    Set.of("200", "400", "401", "403", "500", "503").contains(response.getKey()), response.toString());
            assertEquals(response.getKey().equals("200"), codes(response).isEmpty(), response::toString);
        });
    }

    @Test
    void hasTheFileTypesOfTheCode() {
        List<String> codes =
                Arrays.stream(FileType.values()).map(FileType::code).toList();

        assertEquals(codes, texts(schema("FileType"), "enum"));
        List<String> orNone = new ArrayList<>(codes);
        orNone.add(0, "");
        assertEquals(orNone, texts(member("AssetReferences", "fileType"), "enum"));
    }

    @Test
    void hasTheTypesOfProcessingOfTheCode() {
        assertEquals(
                Arrays.stream(RunType.values())
                        .map(type -> RunJson.type(type).toString())
                        .toList(),
                texts(schema("ProcessingType"), "enum"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"StartFilter", "ProcessFilter"})
    void hasTheFieldsOfFiltersOfTheCode(String schema) {
        Map<String, String> fields = FilterField.all().stream()
                .collect(Collectors.toMap(FilterField::name, field -> described(field.kind())));

        Map<String, String> described = members(schema(schema).getAsJsonObject("properties"))
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        member -> resolved(member.getValue()).get("type").getAsString()));

        assertEquals(fields, described);
    }

    private static String described(FilterField.Kind kind) {
        return switch (kind) {
            case TEXT -> "string";
            case TIME -> "integer";
            case FLAG -> "boolean";
            case FILE_TYPES -> "array";
        };
    }

    @Test
    void hasTheWordsOfTheCode() {
        assertEquals(names(RunPhase.values()), texts(member("ProcessStatus", "phase"), "enum"));
        assertEquals(names(RunFinding.Kind.values()), texts(schema("FindingKind"), "enum"));
        assertEquals(names(Severity.values()), texts(schema("Severity"), "enum"));
        assertEquals(
                Arrays.stream(ReferenceStatus.values())
                        .map(ReferenceStatus::label)
                        .toList(),
                texts(schema("ReferenceStatus"), "enum"));
        Set<String> reasons = Arrays.stream(ThrottleReason.values())
                .map(reason -> json(ARun.called("x").throttledBy(reason).build())
                        .get("throttledBy")
                        .getAsString())
                .collect(Collectors.toSet());
        reasons.add("");
        assertEquals(reasons, Set.copyOf(texts(member("ProcessStatus", "throttledBy"), "enum")));
    }

    private static List<String> names(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Enum::name).toList();
    }

    private JsonObject member(String schema, String name) {
        return schema(schema).getAsJsonObject("properties").getAsJsonObject(name);
    }

    @Test
    void hasTheStatesOfTheCode() {
        Set<String> states = Arrays.stream(RunState.values())
                .map(state ->
                        json(ARun.called("x").in(state).build()).get("status").getAsString())
                .collect(Collectors.toSet());
        assertEquals(states, Set.copyOf(texts(schema("ProcessState"), "enum")));

        Set<String> statesOfTheWalk = Arrays.stream(Selection.State.values())
                .map(state -> json(ARun.called("x").selected(state, 1).build())
                        .getAsJsonObject("migrationSet")
                        .get("calculationStatus")
                        .getAsString())
                .collect(Collectors.toSet());
        assertEquals(statesOfTheWalk, Set.copyOf(texts(schema("WorkState"), "enum")));
    }

    @Test
    void requiresOfAStatusWhatEveryRunHas() {
        Set<String> always = json(ARun.called("x").build()).keySet();

        JsonObject status = schema("ProcessStatus");
        assertEquals(new TreeSet<>(always), new TreeSet<>(texts(status, "required")));
        Set<String> members = new TreeSet<>(status.getAsJsonObject("properties").keySet());
        members.removeAll(always);
        assertEquals(Set.of("paths", "restartOf", "comparison", "notBefore", "dailyHours", "ticks"), members);
    }

    private Stream<JsonObject> operations() {
        return members(document.getAsJsonObject("paths"))
                .map(Map.Entry::getValue)
                .flatMap(path -> members(path).map(Map.Entry::getValue));
    }

    /** Returns the responses of all operations, by their status. */
    private Stream<Map.Entry<String, JsonObject>> responses() {
        return operations().flatMap(operation -> members(operation.getAsJsonObject("responses")));
    }

    /** Returns the codes of a response; empty unless it is a problem. */
    private List<String> codes(Map.Entry<String, JsonObject> response) {
        JsonObject content = resolved(response.getValue()).getAsJsonObject("content");
        if (!content.has(PROBLEM)) {
            return List.of();
        }
        JsonObject schema = resolved(content.getAsJsonObject(PROBLEM).getAsJsonObject("schema"));
        JsonObject own = schema.getAsJsonArray("allOf").get(1).getAsJsonObject();
        return texts(own.getAsJsonObject("properties").getAsJsonObject("code"), "enum");
    }

    private JsonObject schema(String name) {
        return document.getAsJsonObject("components").getAsJsonObject("schemas").getAsJsonObject(name);
    }

    private JsonObject resolved(JsonObject object) {
        if (!object.has("$ref")) {
            return object;
        }
        JsonObject target = document;
        for (String step :
                object.get("$ref").getAsString().substring("#/".length()).split("/")) {
            target = target.getAsJsonObject(step);
        }
        return target;
    }

    private static Stream<Map.Entry<String, JsonObject>> members(JsonObject object) {
        return object.entrySet().stream()
                .map(member -> Map.entry(member.getKey(), member.getValue().getAsJsonObject()));
    }

    private static List<String> texts(JsonObject object, String name) {
        return object.getAsJsonArray(name).asList().stream()
                .map(JsonElement::getAsString)
                .toList();
    }

    private static JsonObject json(Run run) {
        return JsonParser.parseString(
                        JsonAnswer.ok(RunJson.status(run, run.excludedPaths())).body())
                .getAsJsonObject();
    }
}
