package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.ElementClass.Trait;

/**
 * An element whose end has not come, with what goes down to those in it.
 *
 * @param depth        of the root 1
 * @param place        which of a map's elements it is, from 1, by their start tags; 0 elsewhere
 * @param name         its name
 * @param ditaClass    its class; null if not known
 * @param parent       the element around it; of the root {@link #OUTSIDE}
 * @param cascading    what cascades from it or through it
 * @param topicId      id of the topic around it, or its own; null if there is none
 * @param keyScope     the key scope around it, or its own
 * @param opensKeyScope whether it is itself what opens the key scope
 * @param resourceOnly whether it, or an element around it that hands this down, is no part of navigation
 * @param namespace    the default namespace; empty if there is none
 * @param foreign      whether it is in, or is, an element that need not hold DITA
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

    /** What is around the root. */
    static final OpenElement OUTSIDE =
            new OpenElement(0, 0, "", null, null, Cascading.NONE, null, null, false, false, "", false);

    boolean is(Trait trait) {
        return ditaClass != null && ditaClass.is(trait);
    }
}
