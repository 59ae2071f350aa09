package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;

/**
 * What is kept of a text that a file may make as long as it likes, such as the value of a reference. Each is kept with the asset, read with
 * each request about it, and some of them once for each reference beside them.
 */
public final class KeptText {

    /** How many characters are kept; no path that means something is longer. */
    static final int LONGEST = 2_000;

    /** The same of a reference by key, which may name each of very many key scopes. */
    static final int LONGEST_KEY = 20_000;

    /** How many characters of references and keys are kept of one file, counted as often as they are kept. */
    public static final int MOST = 20_000_000;

    private static final String CUT = "…";

    private KeptText() {}

    /** The text; one that is too long ends with an ellipsis. */
    static String of(String text) {
        return of(text, LONGEST);
    }

    /** The same of what refers to something by key. */
    static String key(String text) {
        return of(text, LONGEST_KEY);
    }

    private static String of(String text, int longest) {
        if (text.length() <= longest) {
            return text;
        }
        int end = longest - CUT.length();
        return text.substring(0, Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end) + CUT;
    }

    /** The same of a text that may be absent. */
    static @Nullable String orNull(@Nullable String text) {
        return text == null ? null : of(text);
    }

    static int length(@Nullable String text) {
        return text == null ? 0 : text.length();
    }
}
