package org.openguides.cli.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.openguides.cli.UserError;

/**
 * A response of the server.
 *
 * @param request method and path, for messages
 * @param status  HTTP status
 * @param body    body as text; may be empty
 */
public record Answer(String request, int status, String body) {
    static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final int FIRST_ERROR = 300;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_SERVER_ERROR = 500;

    /**
     * Returns this response if it is successful; otherwise throws its error.
     *
     * @throws UnreachableServer if a retry may succeed
     */
    public Answer orRefuse() {
        if (status >= FIRST_ERROR) {
            String problem = ProblemText.of(this);
            throw mayPass() ? new UnreachableServer(problem) : new RefusedRequest(problem, code());
        }
        return this;
    }

    /**
     * Returns whether the error may be temporary: until the servlets are registered, Sling responds with 404, whereas
     * the servlets always add a code.
     */
    private boolean mayPass() {
        return status >= FIRST_SERVER_ERROR
                || (status == NOT_FOUND && !jsonOrEmpty().has("code"));
    }

    private String code() {
        JsonElement code = jsonOrEmpty().get("code");
        return code != null && code.isJsonPrimitive() ? code.getAsString() : "";
    }

    /** Returns the body as a JSON object; throws an error if it is not one or the response is not successful. */
    public JsonObject json() {
        JsonObject object = orRefuse().jsonOrEmpty();
        if (object.size() == 0) {
            throw strange();
        }
        return object;
    }

    /**
     * Returns the body as a record; throws an error if it is not a JSON object or the response is not successful.
     * Members whose type does not match the description are left out.
     */
    public <R extends Record> R as(Class<R> type) {
        JsonObject object = json();
        JsonObject sound = new JsonObject();
        object.entrySet().stream()
                .filter(member -> isSound(member.getKey(), member.getValue(), type))
                .forEach(member -> sound.add(member.getKey(), member.getValue()));
        return GSON.fromJson(sound, type);
    }

    private static boolean isSound(String name, JsonElement value, Class<?> type) {
        JsonObject alone = new JsonObject();
        alone.add(name, value);
        try {
            return GSON.fromJson(alone, type) != null;
        } catch (JsonParseException e) {
            return false;
        }
    }

    private UserError strange() {
        return new UserError("the answer to " + request + " is not what an OpenGuides server says; is --server right?");
    }

    /** Returns the body as a JSON object; an empty one if it is not one. */
    JsonObject jsonOrEmpty() {
        try {
            JsonElement element = JsonParser.parseString(body);
            return element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }
}
