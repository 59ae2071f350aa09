package org.openguides.processing.internal.http;

import java.io.UnsupportedEncodingException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

import org.apache.sling.api.request.RequestParameter;
import org.apache.sling.api.request.RequestParameterMap;

/** Form fields and query parameters. Uploaded files are ignored. */
final class FormFields implements Fields {

    private final RequestParameterMap parameters;

    FormFields(RequestParameterMap parameters) {
        this.parameters = parameters;
    }

    @Override
    public Optional<String> text(String name) {
        List<String> values = texts(name).stream().map(String::strip).distinct().toList();
        if (values.size() > 1) {
            throw Fields.invalid(name, "a single value");
        }
        return values.stream().findFirst();
    }

    @Override
    public List<String> texts(String name) {
        RequestParameter[] values = parameters.getValues(name);
        if (values == null) {
            return List.of();
        }
        return Arrays.stream(values)
                .filter(RequestParameter::isFormField)
                .map(FormFields::utf8)
                .filter(value -> !value.isBlank())
                .toList();
    }

    @Override
    public OptionalLong number(String name) {
        Optional<String> text = text(name);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(text.get()));
        } catch (NumberFormatException e) {
            throw Fields.invalid(name, "a whole number");
        }
    }

    @Override
    public Optional<Boolean> flag(String name) {
        return text(name).map(text -> switch (text.toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw Fields.invalid(name, "true or false");
        });
    }

    /** Sling decodes forms as ISO-8859-1 unless it is configured otherwise, which clients cannot know. */
    private static String utf8(RequestParameter value) {
        try {
            return value.getString("UTF-8");
        } catch (UnsupportedEncodingException e) {
            throw new IllegalStateException("no UTF-8", e);
        }
    }
}
