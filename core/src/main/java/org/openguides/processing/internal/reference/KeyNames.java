package org.openguides.processing.internal.reference;

import java.util.HashSet;
import java.util.Set;

import org.openguides.processing.internal.catalog.DocumentFacts;
import org.openguides.processing.internal.dita.KeyScope;

/**
 * The names of keys and key scopes that the maps of a project define, wherever they do. For many threads once nothing is added
 * any more.
 */
final class KeyNames {

    /** Nobody qualifies a key beyond this many characters; it bounds the search. */
    private static final int LONGEST = 1_000;

    private final Set<String> keys = new HashSet<>();
    private final Set<String> scopes = new HashSet<>();

    void add(DocumentFacts map) {
        map.keys().forEach(key -> keys.add(key.name()));
        for (KeyScope scope : map.keyScopes()) {
            scopes.addAll(scope.names());
        }
    }

    /** How many names there are. */
    int size() {
        return keys.size() + scopes.size();
    }

    /** Whether a key of this name is defined; what is before it may be names of key scopes, each with a dot. */
    boolean define(String name) {
        if (name.length() > LONGEST) {
            return keys.contains(name);
        }
        boolean[] scopesUpTo = new boolean[name.length() + 1];
        scopesUpTo[0] = true;
        for (int from = 0; from < name.length(); from++) {
            if (scopesUpTo[from]) {
                if (keys.contains(name.substring(from))) {
                    return true;
                }
                markScopes(name, from, scopesUpTo);
            }
        }
        return false;
    }

    private void markScopes(String name, int from, boolean[] scopesUpTo) {
        for (int dot = name.indexOf('.', from); dot >= 0; dot = name.indexOf('.', dot + 1)) {
            if (scopes.contains(name.substring(from, dot))) {
                scopesUpTo[dot + 1] = true;
            }
        }
    }
}
