package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;

/**
 * The definition of one key by an element of a map.
 *
 * @param name         the key; an element with several keys has several definitions
 * @param element      name of the element
 * @param line         line of its start tag, from 1
 * @param href         its {@code @href}, trimmed; null if absent
 * @param keyref       its {@code @keyref}, trimmed, if the key stands for another key; null if absent
 * @param scope        own or cascading scope
 * @param format       {@code @format}, its default for the element, or the cascading one; null if there is none
 * @param resourceOnly whether the own, cascading or default {@code @processing-role} is {@code resource-only}
 * @param keyScope     key scope of the definition; null if there is none
 * @param place        number of the element within its map, from 1 in the order of start tags; 0 if unknown
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

    public KeyDefinition {
        name = KeptText.of(name);
        href = KeptText.orNull(href);
        keyref = keyref == null ? null : KeptText.key(keyref);
        format = KeptText.orNull(format);
    }

    /** Returns the number of characters that are kept for it, without the name of its element. */
    int characters() {
        return name.length() + KeptText.length(href) + KeptText.length(keyref) + KeptText.length(format);
    }

    /** Creates a definition whose place is unknown. */
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

    /** Returns the definition with a key scope. */
    KeyDefinition in(@Nullable KeyScope innermost) {
        return new KeyDefinition(name, element, line, href, keyref, scope, format, resourceOnly, innermost, place);
    }
}
