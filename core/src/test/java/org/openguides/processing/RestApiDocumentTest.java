package org.openguides.processing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** docs/rest-api.md names all that openapi.json describes. */
class RestApiDocumentTest {

    private static final Path DESCRIPTION =
            Path.of("src/main/resources/org/openguides/processing/internal/http/openapi.json");

    private final JsonObject description;
    private final String text;

    RestApiDocumentTest() throws IOException {
        description = JsonParser.parseString(Files.readString(DESCRIPTION)).getAsJsonObject();
        text = Files.readString(Path.of("../docs/rest-api.md"));
    }

    @Test
    void tellsEveryEndpointAndWhoMayUseIt() {
        List<String> forgotten = new ArrayList<>();
        // other tables name endpoints too
        String permissions = text.split("\n## Permissions\n", 2)[1].split("\n## ", 2)[0];
        for (Map.Entry<String, JsonElement> path : members(description, "paths")) {
            for (String method : path.getValue().getAsJsonObject().keySet()) {
                String row = "| `" + method.toUpperCase(Locale.ROOT) + " " + path.getKey() + "` |";
                if (!permissions.contains(row)) {
                    forgotten.add(row);
                }
            }
        }
        assertEquals(List.of(), forgotten, "rows of the table that tells who gets which answer");
    }

    @Test
    void tellsEveryMemberOfRequestsAndAnswers() {
        List<String> forgotten = new ArrayList<>();
        for (Map.Entry<String, JsonElement> schema : members(schemas(), null)) {
            for (Map.Entry<String, JsonElement> member :
                    members(schema.getValue().getAsJsonObject(), "properties")) {
                if (!isTold(member.getKey())) {
                    forgotten.add(schema.getKey() + "." + member.getKey());
                }
            }
        }
        assertTrue(isTold("processingId"));
        assertEquals(List.of(), forgotten);
    }

    @Test
    void tellsEveryFieldOfFiltersUnderTheNameThatFormsHave() {
        for (Map.Entry<String, JsonElement> field : members(schemas().getAsJsonObject("StartFilter"), "properties")) {
            assertTrue(text.contains("`filter." + field.getKey() + "`"), field.getKey());
        }
    }

    @Test
    void tellsEveryParameter() {
        List<String> forgotten = new ArrayList<>();
        for (Map.Entry<String, JsonElement> path : members(description, "paths")) {
            for (Map.Entry<String, JsonElement> operation :
                    path.getValue().getAsJsonObject().entrySet()) {
                JsonElement parameters = operation.getValue().getAsJsonObject().get("parameters");
                if (parameters != null) {
                    parameters.getAsJsonArray().forEach(parameter -> {
                        String name = parameter.getAsJsonObject().get("name").getAsString();
                        if (!isTold(name)) {
                            forgotten.add(path.getKey() + " " + name);
                        }
                    });
                }
            }
        }
        assertEquals(List.of(), forgotten);
    }

    @Test
    void tellsEveryTypeOfFilesAndEveryCodeOfAProblem() {
        for (String enumeration : List.of("FileType", "ProcessingType", "ProblemCode", "ReferenceStatus")) {
            schemas().getAsJsonObject(enumeration).getAsJsonArray("enum").forEach(word -> {
                assertTrue(isTold(word.getAsString()), enumeration + " " + word);
            });
        }
    }

    /** As code, in a sample, or in the query of one. */
    private boolean isTold(String name) {
        return Pattern.compile("[`\".?&]" + Pattern.quote(name) + "[`\"=]")
                .matcher(text)
                .find();
    }

    private JsonObject schemas() {
        return description.getAsJsonObject("components").getAsJsonObject("schemas");
    }

    private static Iterable<Map.Entry<String, JsonElement>> members(JsonObject of, String name) {
        JsonElement inner = name == null ? of : of.get(name);
        return inner == null ? List.of() : inner.getAsJsonObject().entrySet();
    }
}
