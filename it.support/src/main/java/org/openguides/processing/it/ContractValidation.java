package org.openguides.processing.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.LevelResolver;
import com.atlassian.oai.validator.report.ValidationReport;

/**
 * Validates requests and responses against the OpenAPI document. Stricter than a client has to be: a response must have no
 * undocumented member.
 */
final class ContractValidation {

    /** The document in the sources. */
    static final Path DOCUMENT = Path.of(System.getProperty(
                    "openguides.openapi",
                    "../core/src/main/resources/org/openguides/processing/internal/http/openapi.json"))
            .toAbsolutePath()
            .normalize();

    /** The prefix of the paths of the document. */
    private static final String BASE = "/bin/guides/v1/";

    /** Base path of the same endpoints, whichever bundle serves the others. */
    private static final String OWN_BASE = "/bin/openguides/v1/";

    /** A method or path without an operation in the document. */
    private static final Map<String, Integer> UNDESCRIBED = Map.of(
            "validation.request.operation.notAllowed", 400,
            "validation.request.path.missing", 404);

    private static final ContractValidation CONTRACT = new ContractValidation(text(DOCUMENT));

    private final OpenApiInteractionValidator validator;

    /** Validates against another document. */
    ContractValidation(String document) {
        validator = OpenApiInteractionValidator.createForInlineApiSpecification(document)
                .withLevelResolver(LevelResolver.create()
                        .withLevel("validation.request.parameter.query.unexpected", ValidationReport.Level.IGNORE)
                        // The tests choose their credentials; the server decides.
                        .withLevel("validation.request.security.missing", ValidationReport.Level.IGNORE)
                        .build())
                .build();
    }

    /**
     * Returns the response if it and, unless the server refused it, its request conform to the document. Exchanges
     * outside the API pass.
     *
     * @throws AssertionError if they do not
     */
    static <T> HttpResponse<T> checked(HttpResponse<T> response) {
        List<String> violations = CONTRACT.violations(response);
        if (!violations.isEmpty()) {
            throw new AssertionError(response.request().method() + " " + response.uri() + " was answered "
                    + response.statusCode() + " against the OpenAPI document:\n" + String.join("\n", violations)
                    + "\nThe answer: " + response.body());
        }
        return response;
    }

    /** The message about the violations. */
    List<String> violations(HttpResponse<?> response) {
        String method = response.request().method();
        String path = described(response.uri());
        if (!path.startsWith(BASE) || method.equals("HEAD") || isOfThePlatform(response)) {
            return List.of();
        }
        ValidationReport report = validator.validateResponse(path, Request.Method.valueOf(method), answer(response));
        List<ValidationReport.Message> messages = new ArrayList<>(report.getMessages());
        if (messages.stream().anyMatch(message -> isUndescribed(message, response.statusCode()))) {
            return List.of();
        }
        // An invalid request is intended.
        if (response.statusCode() == 200) {
            messages.addAll(
                    validator.validateRequest(question(response.request())).getMessages());
        }
        return messages.stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .distinct()
                .map(ContractValidation::inWords)
                .toList();
    }

    private static String described(URI uri) {
        String path = uri.getPath();
        return path.startsWith(OWN_BASE) ? BASE + path.substring(OWN_BASE.length()) : path;
    }

    private static boolean isUndescribed(ValidationReport.Message message, int status) {
        return UNDESCRIBED.getOrDefault(message.getKey(), 0) == status;
    }

    /** The platform rejects wrong passwords, foreign referrers and missing tokens before our endpoints. */
    private static boolean isOfThePlatform(HttpResponse<?> response) {
        return Set.of(401, 403).contains(response.statusCode())
                && !header(response, "Content-Type").startsWith("application/problem+json");
    }

    private static String inWords(ValidationReport.Message message) {
        StringBuilder words = new StringBuilder("- ").append(message.getMessage());
        message.getContext()
                .flatMap(ValidationReport.MessageContext::getPointers)
                .ifPresent(where ->
                        words.append(" (at ").append(where.getInstance()).append(')'));
        message.getNestedMessages().forEach(inner -> words.append("\n  ").append(inWords(inner)));
        return words.toString();
    }

    private static SimpleResponse answer(HttpResponse<?> response) {
        SimpleResponse.Builder answer = new SimpleResponse.Builder(response.statusCode());
        response.headers().map().forEach(answer::withHeader);
        if (response.body() instanceof String text) {
            answer.withBody(text);
        } else if (response.body() instanceof byte[] bytes) {
            answer.withBody(bytes);
        }
        return answer.build();
    }

    private static SimpleRequest question(HttpRequest request) {
        SimpleRequest.Builder question = new SimpleRequest.Builder(request.method(), described(request.uri()));
        request.headers().map().forEach(question::withHeader);
        query(request.uri()).forEach(question::withQueryParam);
        String type = request.headers().firstValue("Content-Type").orElse("");
        SentBody.of(request).map(body -> DescribedSpelling.of(type, body)).ifPresent(question::withBody);
        return question.build();
    }

    private static Map<String, List<String>> query(URI uri) {
        if (uri.getRawQuery() == null) {
            return Map.of();
        }
        return List.of(uri.getRawQuery().split("&")).stream()
                .map(field -> field.split("=", 2))
                .collect(Collectors.groupingBy(
                        field -> decoded(field[0]),
                        LinkedHashMap::new,
                        Collectors.mapping(field -> field.length > 1 ? decoded(field[1]) : "", Collectors.toList())));
    }

    private static String decoded(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElse("");
    }

    private static String text(Path document) {
        try {
            return Files.readString(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
