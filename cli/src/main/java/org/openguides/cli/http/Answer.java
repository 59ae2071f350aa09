package org.openguides.cli.http;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import org.openguides.cli.UserError;

/**
 * What a server answered.
 *
 * @param request method and path, for messages
 * @param status the HTTP status
 * @param body the body as text, maybe empty
 */
public record Answer(String request, int status, String body) {
    static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    private static final int FIRST_ERROR = 300;
    private static final int NOT_FOUND = 404;
    private static final int FIRST_SERVER_ERROR = 500;

    /**
     * This answer, if it tells success; else the error that it tells.
     *
     * @throws UnreachableServer if it may be another one in a moment
     */
    public Answer orRefuse() {
        if (status >= FIRST_ERROR) {
            String problem = ProblemText.of(this);
            throw mayPass() ? new UnreachableServer(problem) : new UserError(problem);
        }
        return this;
    }

    /** Until our servlets are there, Sling finds nothing at their paths; they themselves say with a code what they miss. */
    private boolean mayPass() {
        return status >= FIRST_SERVER_ERROR
                || (status == NOT_FOUND && !jsonOrEmpty().has("code"));
    }

    /** The body as a JSON object; an error if it is none or if the answer tells no success. */
    public JsonObject json() {
        JsonObject object = orRefuse().jsonOrEmpty();
        if (object.size() == 0) {
            throw strange();
        }
        return object;
    }

    /**
     * The body as a record; an error if it is no JSON object or if the answer tells no success. Members that are not of the type that
     * the description gives them are left out.
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

    /** The body as a JSON object, empty if it is none. */
    JsonObject jsonOrEmpty() {
        try {
            JsonElement element = JsonParser.parseString(body);
            return element.isJsonObject() ? element.getAsJsonObject() : new JsonObject();
        } catch (JsonParseException e) {
            return new JsonObject();
        }
    }
}
