package org.openguides.processing.internal.http;

import java.util.List;
import java.util.Map;

/** Problems as answers, in the form of RFC 9457. */
final class Problems {

    private Problems() {}

    /** The answer that tells the client. */
    static Answer answer(Problem problem) {
        ProblemType type = problem.type();
        Map<String, String> headers =
                switch (type) {
                    case NOT_AUTHENTICATED -> Map.of(
                            "WWW-Authenticate", "Basic realm=\"OpenGuides\", charset=\"UTF-8\"");
                    case CATALOG_UNAVAILABLE, STORAGE_UNAVAILABLE -> Map.of("Retry-After", "10");
                        // What has not been read of the body would be taken for the next request.
                    case REQUEST_TOO_LARGE -> Map.of("Connection", "close");
                    default -> Map.of();
                };
        return new JsonAnswer(
                type.status(), "application/problem+json", StreamedJson.GSON.toJson(problem.shown()), headers);
    }

    /** The answer to a method that the endpoint does not have; {@code Allow} names those that it has. */
    static Answer wrongMethod(List<String> allowed) {
        String methods = String.join(", ", allowed);
        Answer told = answer(new Problem(ProblemType.METHOD_NOT_SUPPORTED, "This resource supports " + methods + "."));
        return response -> {
            response.setHeader("Allow", methods);
            told.send(response);
        };
    }
}
