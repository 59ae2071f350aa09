package org.openguides.processing.internal.dita;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A key scope of a map: an element with {@code @keyscope} and what is in it. A branch that {@code ditavalref} multiplies has the
 * names of all its copies.
 *
 * @param names  its names, at least one, each once. An empty one means that what is around it has its keys unqualified too
 * @param parent the scope around it in the same file; null if there is none
 */
public record KeyScope(List<String> names, @Nullable KeyScope parent) {

    static final int MAX_NAMES = 100;
    static final int MAX_LENGTH = 1000;

    public KeyScope {
        names = names.stream().distinct().toList();
    }

    /**
     * The names by which the file's outermost scope knows a key of this scope: {@code outer.inner.key}. Scopes in scopes
     * with several names each make very many; no more than {@value #MAX_NAMES} are given, and none longer than
     * {@value #MAX_LENGTH} characters.
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
