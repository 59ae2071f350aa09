package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;

/**
 * One key of one element of a map.
 *
 * @param name         the key; an element with several keys makes several definitions
 * @param element      name of the element
 * @param line         line of its start tag, from 1
 * @param href         its {@code @href}, stripped; null if absent
 * @param keyref       its {@code @keyref}, stripped: the key stands for another one; null if absent
 * @param scope        own or inherited
 * @param format       {@code @format}, or its default for the element, or what cascades to it; null if there is none
 * @param resourceOnly whether {@code @processing-role} is {@code resource-only}: own, inherited or the element's default
 * @param keyScope     the scope that it is defined in; null outside of any
 * @param place        which element of its map has it, from 1, by their start tags; 0 if it is not known
 */
public record KeyDefinition(
        String name,
        String element,
        int line,
        @Nullable String href,
        @Nullable String keyref,
        DitaReference.Scope scope,
        @Nullable String format,
        boolean resourceOnly,
        @Nullable KeyScope keyScope,
        int place) {

    /** A key whose place is not known. */
    public KeyDefinition(
            String name,
            String element,
            int line,
            @Nullable String href,
            @Nullable String keyref,
            DitaReference.Scope scope,
            @Nullable String format,
            boolean resourceOnly,
            @Nullable KeyScope keyScope) {
        this(name, element, line, href, keyref, scope, format, resourceOnly, keyScope, 0);
    }

    /** The same definition in a key scope. */
    KeyDefinition in(@Nullable KeyScope innermost) {
        return new KeyDefinition(name, element, line, href, keyref, scope, format, resourceOnly, innermost, place);
    }
}
