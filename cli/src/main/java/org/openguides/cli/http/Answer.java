package org.openguides.cli.http;

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
    private static final int FIRST_ERROR = 300;

    /** This answer, if it tells success; else the error that it tells. */
    public Answer orRefuse() {
        if (status >= FIRST_ERROR) {
            throw new UserError(ProblemText.of(this));
        }
        return this;
    }

    /** The body as a JSON object; an error if it is none or if the answer tells no success. */
    public JsonObject json() {
        JsonObject object = orRefuse().jsonOrEmpty();
        if (object.size() == 0) {
            throw new UserError(
                    "the answer to " + request + " is not what an OpenGuides server says; is --server right?");
        }
        return object;
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
