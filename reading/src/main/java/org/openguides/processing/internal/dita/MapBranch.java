package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;

/**
 * An element of a map that can be pointed at as a part of the map, or that opens a key scope, with all that is in it.
 *
 * @param first    its place: which of the document's elements it is, from 1, by their start tags
 * @param last     place of the last element in it; its own if there is none
 * @param id       its {@code @id}; null if it has none
 * @param keyScope the key scope that it opens; null if it opens none
 */
public record MapBranch(int first, int last, @Nullable String id, @Nullable KeyScope keyScope) {

    /** Whether an element is this one or in it. */
    public boolean contains(int place) {
        return first <= place && place <= last;
    }
}
