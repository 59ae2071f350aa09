package org.openguides.processing.internal.dita;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A key scope of a map: an element with {@code @keyscope} and its contents. A branch that {@code ditavalref} multiplies
 * has the names of all copies.
 *
 * @param names  at least one name, without duplicates. An empty one makes its keys available unqualified in the
 *               enclosing scope, too
 * @param parent enclosing scope in the same file; null if there is none
 */
public record KeyScope(List<String> names, @Nullable KeyScope parent) {

    static final int MAX_NAMES = 100;
    static final int MAX_LENGTH = 1000;

    public KeyScope {
        names = names.stream().map(KeptText::of).distinct().toList();
    }

    /**
     * Returns the qualified names of a key of this scope within the outermost scope of the file: {@code
     * outer.inner.key}. Nested scopes with several names each have many combinations; returns at most {@value
     * #MAX_NAMES}, none longer than {@value #MAX_LENGTH} characters.
     */
    public List<String> qualified(String key) {
        List<String> qualified = List.of(key);
        for (KeyScope scope = this; scope != null; scope = scope.parent) {
            List<String> outer = scope.names;
            qualified = qualified.stream()
                    .flatMap(inner -> outer.stream().map(name -> name.isEmpty() ? inner : name + "." + inner))
                    .filter(name -> name.length() <= MAX_LENGTH)
                    .limit(MAX_NAMES)
                    .toList();
        }
        return qualified;
    }
}
