package org.openguides.processing.internal.resolution;

import java.text.Normalizer;
import java.util.Locale;

/** Compares names of files that people confuse. */
public final class SimilarNames {

    private SimilarNames() {}

    /** Returns whether the names differ at most in case, Unicode form and extension. */
    public static boolean areSimilar(String one, String other) {
        return withoutExtension(folded(one)).equals(withoutExtension(folded(other)));
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static String withoutExtension(String name) {
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }
}
