package org.openguides.processing.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Places in a result, as clients have them: opaque, and of characters that need no escaping. */
final class Cursor {

    /** The field and parameter of all endpoints that have one. */
    static final String FIELD = "cursor";

    private Cursor() {}

    static String of(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /** The place that a cursor stands for; empty if it is no cursor. */
    static Optional<String> read(String cursor) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
