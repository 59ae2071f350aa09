package org.openguides.processing.it;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

final class ContractValidationTest {

    private static final String ACCEPTED = "{\"processingId\":\"x\"}";
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String LINES =
            "{\"lines\":[\"a\"],\"limit\":1,\"offset\":0,\"hasMore\":true,\"totalLines\":9,\"complete\":false}";

    /** Each operation of the document with each of its responses. */
    static Stream<Exchange> examples() throws IOException {
        JsonObject document = JsonParser.parseString(Files.readString(ContractValidation.DOCUMENT))
                .getAsJsonObject();
        return members(document.getAsJsonObject("paths")).flatMap(path -> members(path.getValue())
                .flatMap(operation -> examples(path.getKey(), operation.getKey(), operation.getValue(), document)));
    }

    private static Stream<Exchange> examples(String path, String method, JsonObject operation, JsonObject document) {
        Exchange request = method.equals("get")
                ? Exchange.get(path + "?processingId=x&jobId=x&path=x")
                : Exchange.post(
                        path,
                        "application/json",
                        example(operation.getAsJsonObject("requestBody"), "application/json"));
        return members(operation.getAsJsonObject("responses"))
                .filter(response -> resolved(response.getValue(), document)
                        .getAsJsonObject("content")
                        .has(type(response.getKey())))
                .map(response -> request.answered(
                        Integer.parseInt(response.getKey()),
                        example(resolved(response.getValue(), document), type(response.getKey()))));
    }

    /** Metrics and files are no JSON. */
    private static String type(String status) {
        return status.equals("200") ? "application/json" : "application/problem+json";
    }

    @ParameterizedTest
    @MethodSource("examples")
    void theExamplesOfTheDocumentAreValid(Exchange example) {
        ContractValidation.checked(example);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"complete\":false | \"complete\":\"no\" | boolean",
                ",\"complete\":false | '' | complete",
                "\"complete\":false | \"complete\":false,\"extra\":1 | extra",
                "\"lines\":[\"a\"] | \"lines\":\"a\" | array",
                "\"offset\":0 | \"offset\":-1 | minimum"
            })
    void anUndocumentedResponseIsAViolation(String part, String replacement, String told) {
        Exchange underTest = Exchange.get("/assets/process/logs?processingId=x");

        assertEquals(List.of(), violations(underTest.answered(200, LINES)));
        assertTold(told, underTest.answered(200, LINES.replace(part, replacement)));
    }

    @Test
    void aCacheableResponseIsAViolation() {
        Exchange underTest = Exchange.get("/assets/process/logs?processingId=x").answered(200, LINES);

        assertTold("Cache-Control", underTest.with("Cache-Control", ""));
        assertTold("no-store", underTest.with("Cache-Control", "max-age=1"));
    }

    @Test
    void anUndocumentedCodeIsAViolation() {
        String problem = "{\"type\":\"urn:x\",\"title\":\"t\",\"status\":400,\"detail\":\"d\",\"code\":\"%s\"}";
        Exchange underTest = Exchange.get("/assets/process/logs?processingId=x");

        assertEquals(List.of(), violations(underTest.answered(400, String.format(problem, "job-not-found"))));
        assertTold("overlapping-job", underTest.answered(400, String.format(problem, "overlapping-job")));
    }

    @Test
    void anUndocumentedStatusIsAViolation() {
        assertTold("404", Exchange.get("/assets/process/logs?processingId=x").answered(404, "{}"));
        assertTold(
                "text/html",
                Exchange.get("/assets/process/logs").answered(500, "<p>").with("Content-Type", "text/html"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"path\":[\"/content/dam/a\",\"/content/dam/b\"],\"type\":\"ASSET_PROCESSING\"}",
                "{\"paths\":\"/content/dam/a\",\"type\":\"ASSET_PROCESSING\",\"unknown\":{}}",
                "{\"path\":\"/a\",\"excludedPaths\":\"a/b\",\"type\":\"ASSET_PROCESSING\",\"filter\":{\"fileTypes\":\"DITAMAP\"}}"
            })
    void aDocumentedRequestIsValid(String body) {
        assertEquals(
                List.of(),
                violations(Exchange.post("/assets/process", "application/json", body)
                        .answered(200, ACCEPTED)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "path=/content/dam/a&type=ASSET_PROCESSING",
                "path=/content/dam/a&path=/content/dam/b&type=ASSET_PROCESSING&filter.fileTypes=DITAMAP"
                        + "&filter.fileTypes=OTHERS&filter.startTime=12&dryRun=true"
            })
    void aRequestMayBeAForm(String body) {
        assertEquals(
                List.of(),
                violations(Exchange.post("/assets/process", FORM, body).answered(200, ACCEPTED)));
    }

    @Test
    void aRequestWithoutABodyHasItsFieldsInTheQuery() {
        Exchange underTest = Exchange.post("/assets/process/restart?processingId=x&failedOnly=true", FORM, "");

        assertEquals(List.of(), violations(underTest.answered(200, ACCEPTED)));
    }

    @Test
    void anInvalidRequestIsAViolationOnlyIfTheServerAcceptsIt() {
        Exchange underTest = Exchange.post(
                "/assets/process", "application/json", "{\"path\":\"/a\",\"type\":\"ASSET_PROCESSING\",\"dryRun\":7}");

        assertTold("boolean", underTest.answered(200, ACCEPTED));
        String problem =
                "{\"type\":\"urn:x\",\"title\":\"t\",\"status\":400,\"detail\":\"d\",\"code\":\"invalid-field\"}";
        assertEquals(List.of(), violations(underTest.answered(400, problem)));
        assertTold(
                "offset",
                Exchange.get("/assets/process/logs?processingId=x&offset=-1").answered(200, LINES));
    }

    @Test
    void responsesOfThePlatformAreNotChecked() {
        Exchange refused =
                Exchange.get("/assets/process/history").answered(401, "<p>").with("Content-Type", "text/html");
        assertEquals(List.of(), violations(refused));

        assertEquals(List.of(), violations(Exchange.get("/assets/unheard-of").answered(404, "")));
        assertTold("unheard-of", Exchange.get("/assets/unheard-of").answered(200, "{}"));
        assertEquals(
                List.of(), violations(Exchange.get("/../../../content/dam.json").answered(404, "")));
    }

    @Test
    void anUndocumentedMethodIsRefused() {
        assertEquals(List.of(), violations(Exchange.get("/assets/process").answered(400, "{}")));
        assertTold("GET", Exchange.get("/assets/process").answered(200, "{}"));
    }

    @Test
    void aViolationNamesTheRequestAndTheProblem() {
        Exchange underTest = Exchange.get("/assets/process/history?limit=2").answered(200, "{\"executionHistory\":7}");

        String message = assertThrows(AssertionError.class, () -> ContractValidation.checked(underTest))
                .getMessage();

        for (String part : List.of("GET", "/assets/process/history?limit=2", "200", "array", "/executionHistory")) {
            assertTrue(message.contains(part), message);
        }
    }

    private static void assertTold(String part, Exchange exchange) {
        List<String> violations = violations(exchange);
        assertTrue(String.join("\n", violations).contains(part), violations::toString);
    }

    private static List<String> violations(Exchange exchange) {
        try {
            ContractValidation.checked(exchange);
            return List.of();
        } catch (AssertionError e) {
            return List.of(e.getMessage());
        }
    }

    private static String example(JsonObject content, String type) {
        JsonElement example =
                content.getAsJsonObject("content").getAsJsonObject(type).get("example");
        return example == null ? "{}" : example.toString();
    }

    private static JsonObject resolved(JsonObject response, JsonObject document) {
        if (!response.has("$ref")) {
            return response;
        }
        String reference = response.get("$ref").getAsString();
        return document.getAsJsonObject("components")
                .getAsJsonObject("responses")
                .getAsJsonObject(reference.substring(reference.lastIndexOf('/') + 1));
    }

    private static Stream<Map.Entry<String, JsonObject>> members(JsonObject object) {
        return object.entrySet().stream()
                .map(member -> Map.entry(member.getKey(), member.getValue().getAsJsonObject()));
    }
}
