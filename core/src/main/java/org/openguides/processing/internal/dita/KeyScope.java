package org.openguides.processing.internal.dita;

import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * A key scope of a map: an element with {@code @keyscope} and what is in it.
 *
 * @param names  its names, at least one
 * @param parent the scope around it in the same file; null if there is none
 */
public record KeyScope(List<String> names, @Nullable KeyScope parent) {

    public KeyScope {
        names = List.copyOf(names);
    }

    /** The names by which the file's outermost scope knows a key of this scope: {@code outer.inner.key}. */
    public Stream<String> qualified(String key) {
        Stream<String> here = names.stream().map(name -> name + "." + key);
        return parent == null ? here : here.flatMap(parent::qualified);
    }
}
