package org.openguides.processing.internal.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

/** The members of a JSON body; members that are absent are read from the query. */
final class JsonFields implements Fields {

    private final JsonObject body;
    private final Fields query;

    JsonFields(JsonObject body, Fields query) {
        this.body = body;
        this.query = query;
    }

    @Override
    public Optional<String> text(String name) {
        Optional<JsonElement> found = find(name);
        if (found.isEmpty()) {
            return query.text(name);
        }
        return Optional.of(string(name, found.get(), "a string").strip()).filter(text -> !text.isEmpty());
    }

    @Override
    public List<String> texts(String name) {
        Optional<JsonElement> found = find(name);
        if (found.isEmpty()) {
            return query.texts(name);
        }
        List<String> texts = new ArrayList<>();
        if (found.get().isJsonArray()) {
            found.get().getAsJsonArray().forEach(entry -> texts.add(string(name, entry, "a list of strings")));
        } else {
            texts.add(string(name, found.get(), "a string or a list of strings"));
        }
        return texts.stream().allMatch(String::isBlank) ? List.of() : List.copyOf(texts);
    }

    @Override
    public OptionalLong number(String name) {
        Optional<JsonElement> found = find(name);
        if (found.isEmpty()) {
            return query.number(name);
        }
        if (!(found.get() instanceof JsonPrimitive value && value.isNumber())) {
            throw Fields.invalid(name, "a whole number");
        }
        try {
            return OptionalLong.of(value.getAsBigDecimal().longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            throw Fields.invalid(name, "a whole number between -2^63 and 2^63 - 1");
        }
    }

    @Override
    public Optional<Boolean> flag(String name) {
        Optional<JsonElement> found = find(name);
        if (found.isEmpty()) {
            return query.flag(name);
        }
        if (!(found.get() instanceof JsonPrimitive value && value.isBoolean())) {
            throw Fields.invalid(name, "true or false");
        }
        return Optional.of(value.getAsBoolean());
    }

    private static String string(String name, JsonElement element, String expected) {
        if (element instanceof JsonPrimitive value && value.isString()) {
            return value.getAsString();
        }
        throw Fields.invalid(name, expected);
    }

    private Optional<JsonElement> find(String name) {
        JsonObject object = body;
        int start = 0;
        for (int dot = name.indexOf('.'); dot >= 0; dot = name.indexOf('.', start)) {
            Optional<JsonElement> inner = member(object, name.substring(start, dot));
            if (inner.isEmpty()) {
                return inner;
            }
            if (!inner.get().isJsonObject()) {
                throw Fields.invalid(name.substring(0, dot), "an object");
            }
            object = inner.get().getAsJsonObject();
            start = dot + 1;
        }
        return member(object, name.substring(start));
    }

    private static Optional<JsonElement> member(JsonObject object, String name) {
        return Optional.ofNullable(object.get(name)).filter(value -> !value.isJsonNull());
    }
}
