package org.openguides.processing.internal.http;

import java.util.List;
import java.util.Map;

/** Creates problem responses as defined by RFC 9457. */
final class Problems {

    private Problems() {}

    /** Returns the response for a problem. */
    static JsonAnswer answer(Problem problem) {
        ProblemType type = problem.type();
        Map<String, String> headers =
                switch (type) {
                    case NOT_AUTHENTICATED -> Map.of(
                            "WWW-Authenticate", "Basic realm=\"OpenGuides\", charset=\"UTF-8\"");
                    case NOT_READY, CATALOG_UNAVAILABLE, STORAGE_UNAVAILABLE -> Map.of("Retry-After", "10");
                        // The rest of the unread body would be taken for the next request.
                    case REQUEST_TOO_LARGE -> Map.of("Connection", "close");
                    default -> Map.of();
                };
        return new JsonAnswer(
                type.status(), "application/problem+json", StreamedJson.GSON.toJson(problem.shown()), headers);
    }

    /** Returns the response to an unsupported method; the header {@code Allow} lists the supported ones. */
    static Answer wrongMethod(List<String> allowed) {
        String methods = String.join(", ", allowed);
        JsonAnswer refusal =
                answer(new Problem(ProblemType.METHOD_NOT_SUPPORTED, "This resource supports " + methods + "."));
        return response -> {
            response.setHeader("Allow", methods);
            refusal.send(response);
        };
    }
}
