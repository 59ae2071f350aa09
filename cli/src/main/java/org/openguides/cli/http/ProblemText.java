package org.openguides.cli.http;

import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Tells an error answer in one sentence: problem+json of our servlets, the JSON of Sling's POST servlet, or just a code. */
final class ProblemText {
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private ProblemText() {}

    static String of(Answer answer) {
        JsonObject problem = answer.jsonOrEmpty();
        String detail = text(problem, "detail");
        if (!detail.isEmpty() || !text(problem, "code").isEmpty()) {
            return problem(problem, detail.isEmpty() ? text(problem, "title") : detail);
        }
        if (answer.status() == UNAUTHORIZED) {
            return "the server refuses the user name or password (--user or OPENGUIDES_USER), or the token, which may have"
                    + " expired (--token or OPENGUIDES_TOKEN)";
        }
        return "the server answered " + answer.status() + " to " + answer.request() + reason(problem, answer.status());
    }

    private static String problem(JsonObject problem, String detail) {
        List<String> more = new ArrayList<>();
        addNamed(more, "code", text(problem, "code"));
        addNamed(more, "field", text(problem, "field"));
        if (problem.get("conflicts") instanceof JsonArray conflicts) {
            for (JsonElement conflict : conflicts) {
                if (conflict instanceof JsonObject run) {
                    more.add("conflict: run " + text(run, "processingId") + " on " + text(run, "path"));
                }
            }
        }
        return more.isEmpty() ? detail : detail + " (" + String.join("; ", more) + ")";
    }

    private static void addNamed(List<String> to, String name, String value) {
        if (!value.isEmpty()) {
            to.add(name + ": " + value);
        }
    }

    private static String reason(JsonObject answer, int status) {
        String error = answer.get("error") instanceof JsonObject details ? text(details, "message") : "";
        String message = error.isEmpty() ? text(answer, "status.message") : error;
        if (!message.isEmpty()) {
            return ": " + message;
        }
        return status == NOT_FOUND ? "; is OpenGuides installed there?" : "";
    }

    private static String text(JsonObject object, String name) {
        JsonElement value = object.get(name);
        return value != null && value.isJsonPrimitive() ? value.getAsString() : "";
    }
}
