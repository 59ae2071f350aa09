package org.openguides.catalog.database;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/** Texts as a database can keep them. */
final class Texts {

    /** In characters; PostgreSQL takes 2700 bytes into an index, and a character has up to three. */
    private static final int LONGEST_INDEXED = 800;

    private Texts() {}

    /** PostgreSQL has no text with a zero in it. */
    static String kept(String text) {
        return text.replace('\0', '\uFFFD');
    }

    /** See {@link #kept}. */
    static @Nullable String keptOrNull(@Nullable String text) {
        return text == null ? null : kept(text);
    }

    /** A text by which something is found; what is too long for an index is replaced by what is as good as unique. */
    static String indexed(String text) {
        String kept = kept(text);
        return kept.length() <= LONGEST_INDEXED
                ? kept
                : kept.substring(0, LONGEST_INDEXED / 2) + " "
                        + UUID.nameUUIDFromBytes(kept.getBytes(StandardCharsets.UTF_8));
    }

    /** The first text behind all those that begin with a prefix, which is not empty. */
    static String behind(String prefix) {
        int last = prefix.length() - 1;
        return prefix.substring(0, last) + (char) (prefix.charAt(last) + 1);
    }
}
