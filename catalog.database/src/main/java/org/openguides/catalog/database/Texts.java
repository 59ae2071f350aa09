package org.openguides.catalog.database;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Converts texts for storage in a database. */
final class Texts {

    /** In characters; PostgreSQL limits index entries to 2700 bytes, and a character has up to three. */
    private static final int LONGEST_INDEXED = 800;

    private Texts() {}

    /** Replaces zero characters, which PostgreSQL cannot store. */
    static String kept(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** See {@link #kept}. */
    static @Nullable String keptOrNull(@Nullable String text) {
        return text == null ? null : kept(text);
    }

    /** Returns a text for an index; a text that is too long is replaced with a practically unique one. */
    static String indexed(String text) {
        String kept = kept(text);
        return kept.length() <= LONGEST_INDEXED
                ? kept
                : kept.substring(0, LONGEST_INDEXED / 2) + " "
                        + UUID.nameUUIDFromBytes(kept.getBytes(StandardCharsets.UTF_8));
    }

    /** Returns the first text after all texts with a prefix, which must not be empty. */
    static String behind(String prefix) {
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }
}
