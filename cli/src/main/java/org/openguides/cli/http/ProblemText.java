package org.openguides.cli.http;

import java.util.ArrayList;
import java.util.List;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import org.jspecify.annotations.Nullable;
import org.openguides.cli.wire.ConflictDto;
import org.openguides.cli.wire.ProblemDto;

/**
 * Describes an error response in one sentence: problem+json of OpenGuides, JSON of Sling's POST servlet, or just the
 * status.
 */
final class ProblemText {
    private static final int UNAUTHORIZED = 401;
    private static final int NOT_FOUND = 404;

    private ProblemText() {}

    static String of(Answer answer) {
        JsonObject problem = answer.jsonOrEmpty();
        ProblemDto ours = ours(problem);
        if (ours != null && (ours.detail() != null || ours.code() != null)) {
            return problem(ours);
        }
        if (answer.status() == UNAUTHORIZED) {
            return "the server refuses the user name or password (--user or OPENGUIDES_USER), or the token, which may have"
                    + " expired (--token or OPENGUIDES_TOKEN)";
        }
        return "the server answered " + answer.status() + " to " + answer.request() + reason(problem, answer.status());
    }

    /** Returns the problem; null if the response has another origin and uses the same members with other values. */
    private static @Nullable ProblemDto ours(JsonObject answer) {
        try {
            return Answer.GSON.fromJson(answer, ProblemDto.class);
        } catch (JsonParseException e) {
            return null;
        }
    }

    private static String problem(ProblemDto problem) {
        List<String> more = new ArrayList<>();
        addNamed(more, "code", problem.code());
        addNamed(more, "field", problem.field());
        List<ConflictDto> conflicts = problem.conflicts();
        if (conflicts != null) {
            for (ConflictDto conflict : conflicts) {
                more.add("conflict: run " + text(conflict.processingId()) + " on " + text(conflict.path()));
            }
        }
        String detail = text(problem.detail() == null ? problem.title() : problem.detail());
        return more.isEmpty() ? detail : detail + " (" + String.join("; ", more) + ")";
    }

    private static void addNamed(List<String> to, String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            to.add(name + ": " + value);
        }
    }

    private static String text(@Nullable String text) {
        return text == null ? "" : text;
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
