package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.ElementClass.Trait;

/**
 * An open element with the properties that it passes on.
 *
 * @param depth        depth; 1 for the root
 * @param place        number of the element within a map, from 1 in the order of start tags; 0 in other documents
 * @param name         its name
 * @param ditaClass    its class; null if unknown
 * @param parent       parent element; {@link #OUTSIDE} for the root
 * @param cascading    attributes that cascade from or through it
 * @param topicId      id of its own or the enclosing topic; null if there is none
 * @param keyScope     its own or the enclosing key scope
 * @param opensKeyScope whether it opens the key scope itself
 * @param resourceOnly whether its own or an inherited processing role excludes it from navigation
 * @param namespace    default namespace; empty if there is none
 * @param foreign      whether it is, or is within, an element that may contain other vocabularies
 */
record OpenElement(
        int depth,
        int place,
        String name,
        @Nullable ElementClass ditaClass,
        @Nullable OpenElement parent,
        Cascading cascading,
        @Nullable String topicId,
        @Nullable KeyScope keyScope,
        boolean opensKeyScope,
        boolean resourceOnly,
        String namespace,
        boolean foreign) {

    /** The parent of the root. */
    static final OpenElement OUTSIDE =
            new OpenElement(0, 0, "", null, null, Cascading.NONE, null, null, false, false, "", false);

    boolean is(Trait trait) {
        return ditaClass != null && ditaClass.is(trait);
    }
}
