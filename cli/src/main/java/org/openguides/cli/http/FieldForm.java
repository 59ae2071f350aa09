package org.openguides.cli.http;

import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A url-encoded form of plain fields, whose names and values may contain any character. */
public final class FieldForm implements Form {
    private final StringBuilder encoded = new StringBuilder("_charset_=UTF-8");
    private int fields;

    /** Adds a field. */
    public FieldForm with(String name, String value) {
        encoded.append('&').append(encode(name)).append('=').append(encode(value));
        fields++;
        return this;
    }

    /** Returns the number of fields. */
    public int size() {
        return fields;
    }

    @Override
    public Map<String, String> headers() {
        return Map.of("Content-Type", "application/x-www-form-urlencoded");
    }

    @Override
    public BodyPublisher body() {
        return BodyPublishers.ofString(encoded.toString());
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
