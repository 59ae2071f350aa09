package org.openguides.processing.it;

import java.net.http.HttpResponse;

import com.google.gson.JsonObject;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Assertions on problem responses (RFC 9457). */
final class Problems {

    private Problems() {}

    /**
     * Asserts that the response is this problem.
     *
     * @param field the invalid field that it names; "" if it names none
     */
    static JsonObject assertProblem(int status, String code, String field, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer::body);
        assertEquals("application/problem+json", header(answer, "Content-Type").replaceFirst(";.*", ""));
        assertEquals("no-store", header(answer, "Cache-Control"));
        JsonObject problem = GuidesApi.object(answer);
        assertEquals(code, GuidesApi.text(problem, "code"), answer::body);
        assertEquals(field, problem.has("field") ? GuidesApi.text(problem, "field") : "", answer::body);
        assertEquals(status, GuidesApi.number(problem, "status"));
        assertTrue(GuidesApi.text(problem, "type").endsWith(code), answer::body);
        assertFalse(GuidesApi.text(problem, "title").isBlank());
        assertFalse(GuidesApi.text(problem, "detail").isBlank());
        assertFalse(answer.body().matches("(?s).*(Exception|org\\.apache|\\tat ).*"), answer::body);
        return problem;
    }

    static String header(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
