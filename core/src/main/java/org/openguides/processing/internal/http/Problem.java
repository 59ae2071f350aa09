package org.openguides.processing.internal.http;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/**
 * Why a request got no result.
 *
 * @param type       what kind of problem it is
 * @param detail     this occurrence in one sentence for people; holds nothing that the caller may not know
 * @param extensions further members that help to mend it
 */
record Problem(ProblemType type, String detail, JsonObject extensions) {

    Problem(ProblemType type, String detail) {
        this(type, detail, new JsonObject());
    }

    /** The same with one more member. */
    Problem with(String name, JsonElement value) {
        JsonObject more = extensions.deepCopy();
        more.add(name, value);
        return new Problem(type, detail, more);
    }

    /** The same with one more member. */
    Problem with(String name, String value) {
        return with(name, new JsonPrimitive(value));
    }

    /** The same with one more member. */
    Problem with(String name, long value) {
        return with(name, new JsonPrimitive(value));
    }
}
