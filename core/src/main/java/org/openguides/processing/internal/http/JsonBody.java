package org.openguides.processing.internal.http;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.ToNumberPolicy;
import com.google.gson.stream.JsonReader;
import com.google.gson.stream.JsonToken;
import com.google.gson.stream.MalformedJsonException;

/** Parses a JSON object strictly (RFC 8259), within the limits of {@link RequestLimits}. */
final class JsonBody {

    private static final Pattern LOCATION = Pattern.compile("at line (\\d+) column (\\d+)");

    private final JsonReader json;

    private JsonBody(InputStream body) {
        // Unlike others, a decoder that is created this way reports malformed UTF-8 instead of replacing it.
        json = new JsonReader(new InputStreamReader(new LimitedStream(body), StandardCharsets.UTF_8.newDecoder()));
        json.setStrictness(Strictness.STRICT);
    }

    /**
     * Returns the object in the body; skips a leading byte order mark.
     *
     * @return an empty object if the body is empty
     * @throws RejectedException if the body is not an object, is malformed or too large, or has a duplicate member
     * @throws IOException if the body cannot be read
     */
    static JsonObject read(InputStream body) throws IOException {
        JsonBody reader = new JsonBody(body);
        try {
            return reader.document();
        } catch (MalformedJsonException | EOFException e) {
            throw reader.malformed("The body is not valid JSON");
        } catch (CharacterCodingException e) {
            throw new RejectedException(ProblemType.MALFORMED_JSON, "The body is not encoded in UTF-8.");
        }
    }

    private JsonObject document() throws IOException {
        if (isEmpty()) {
            return new JsonObject();
        }
        if (json.peek() != JsonToken.BEGIN_OBJECT) {
            throw malformed("The body must be a JSON object");
        }
        JsonObject object = object(1);
        if (json.peek() != JsonToken.END_DOCUMENT) {
            throw malformed("Something follows after the JSON object");
        }
        return object;
    }

    private boolean isEmpty() throws IOException {
        try {
            return json.peek() == JsonToken.END_DOCUMENT;
        } catch (EOFException e) {
            return true;
        }
    }

    private JsonElement value(int depth) throws IOException {
        return switch (json.peek()) {
            case BEGIN_OBJECT -> object(depth);
            case BEGIN_ARRAY -> array(depth);
            case STRING -> new JsonPrimitive(json.nextString());
            case NUMBER -> new JsonPrimitive(ToNumberPolicy.LAZILY_PARSED_NUMBER.readNumber(json));
            case BOOLEAN -> new JsonPrimitive(json.nextBoolean());
            default -> {
                json.nextNull();
                yield JsonNull.INSTANCE;
            }
        };
    }

    private JsonObject object(int depth) throws IOException {
        checkDepth(depth);
        JsonObject object = new JsonObject();
        json.beginObject();
        while (json.hasNext()) {
            String name = json.nextName();
            if (object.has(name)) {
                throw malformed("The member " + Quoted.text(name) + " is a duplicate");
            }
            object.add(name, value(depth + 1));
        }
        json.endObject();
        return object;
    }

    private JsonArray array(int depth) throws IOException {
        checkDepth(depth);
        JsonArray array = new JsonArray();
        json.beginArray();
        while (json.hasNext()) {
            if (array.size() == RequestLimits.LIST_ENTRIES) {
                throw RequestLimits.tooManyEntries();
            }
            array.add(value(depth + 1));
        }
        json.endArray();
        return array;
    }

    private static void checkDepth(int depth) {
        if (depth > RequestLimits.DEPTH) {
            throw RequestLimits.tooDeep();
        }
    }

    /** The reader exposes its position only in its string representation. */
    private RejectedException malformed(String what) {
        Matcher location = LOCATION.matcher(json.toString());
        if (!location.find()) {
            return new RejectedException(ProblemType.MALFORMED_JSON, what + ".");
        }
        long line = Long.parseLong(location.group(1));
        long column = Long.parseLong(location.group(2));
        return new RejectedException(new Problem(
                ProblemType.MALFORMED_JSON,
                what + ", at line " + line + ", column " + column + ".",
                Problem.More.place(line, column)));
    }
}
