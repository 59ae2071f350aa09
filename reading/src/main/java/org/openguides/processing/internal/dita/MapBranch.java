package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;

/**
 * An element of a map, with its contents, that references can address as a part of the map or that opens a key scope.
 *
 * @param first    its number among the elements of the document, from 1 in the order of start tags
 * @param last     number of the last element within it; its own number if there is none
 * @param id       its {@code @id}; null if it has none
 * @param keyScope key scope that it opens; null if it opens none
 */
public record MapBranch(int first, int last, @Nullable String id, @Nullable KeyScope keyScope) {

    /** Returns whether an element is this one or within it. */
    public boolean contains(int place) {
        return first <= place && place <= last;
    }
}
