package org.openguides.processing.internal.http;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/** Encodes positions in a result as opaque cursors that need no escaping in URLs. */
final class Cursor {

    /** Name of the field and the parameter at all endpoints with cursors. */
    static final String FIELD = "cursor";

    private Cursor() {}

    static String of(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the position that a cursor stands for; empty if it is not a valid cursor. */
    static Optional<String> read(String cursor) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
