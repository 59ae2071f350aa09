package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;

/**
 * One attribute that points at something else.
 *
 * @param element   name of the element
 * @param attribute name of the attribute
 * @param value     the value, normalised as XML does and stripped; may be empty
 * @param line      line of the start tag, from 1
 * @param kind      whether the value is a URI or a key
 * @param role      what the reference is for
 * @param scope     own or inherited as DITA cascades it
 * @param format    {@code @format}, or its default for the element, or what cascades to it; null if there is none
 * @param base      {@code @codebase} of an object, which its URIs are relative to; of the end of a range that begins with a
 *                  {@code @conkeyref} that one; else null
 * @param topicId   id of the topic that holds the reference, for fragments like {@code #./id}; null in maps
 * @param keyScope  innermost key scope around it; null outside of any
 * @param place     which element of its map has it, from 1, by their start tags; 0 in files that are no maps, or if it is
 *                  not known
 */
public record DitaReference(
        String element,
        String attribute,
        String value,
        int line,
        Kind kind,
        Role role,
        Scope scope,
        @Nullable String format,
        @Nullable String base,
        @Nullable String topicId,
        @Nullable KeyScope keyScope,
        int place) {

    /** A reference of a file that is no map. */
    public DitaReference(
            String element,
            String attribute,
            String value,
            int line,
            Kind kind,
            Role role,
            Scope scope,
            @Nullable String format,
            @Nullable String base,
            @Nullable String topicId,
            @Nullable KeyScope keyScope) {
        this(element, attribute, value, line, kind, role, scope, format, base, topicId, keyScope, 0);
    }

    /** What the value is. */
    public enum Kind {
        URI,
        /** {@code key} or {@code key/elementId}. */
        KEY
    }

    /** What a reference is for. */
    public enum Role {
        /** A topicref of a map without keys, specialisations included. */
        TOPICREF,
        /** A topicref of a map that points at a map: {@code format="ditamap"}. */
        MAPREF,
        /** A topicref of a map with {@code @keys}: what the keys stand for. */
        KEYDEF,
        /** {@code conref}, {@code conkeyref}: content that is pulled in. */
        CONTENT,
        /** The end of a range of content that is pulled in. */
        CONTENT_END,
        IMAGE,
        OBJECT,
        /** Code, SVG or MathML that is pulled in: its fragment is no id. */
        INCLUSION,
        /** {@code copy-to}: the name of a file that publishing makes. Nothing to check. */
        COPY_TO,
        /** Everything else: xref, link, and what may have a keyref. */
        LINK
    }

    /** Where the target is. */
    public enum Scope {
        LOCAL,
        PEER,
        EXTERNAL;

        /** What {@code @scope} says; null if it is absent or says nothing that DITA knows. */
        static @Nullable Scope of(@Nullable String attribute) {
            if (attribute == null) {
                return null;
            }
            return switch (attribute) {
                case "local" -> LOCAL;
                case "peer" -> PEER;
                case "external" -> EXTERNAL;
                default -> null;
            };
        }
    }

    /** The same reference in a key scope. */
    DitaReference in(@Nullable KeyScope innermost) {
        return new DitaReference(
                element, attribute, value, line, kind, role, scope, format, base, topicId, innermost, place);
    }

    /**
     * The key of a key reference: the value up to its first slash. The end of a range whose beginning comes by a key lies in
     * what that key stands for, whatever file its own value names (DITA 1.3, Using conrefend together with conkeyref).
     */
    public String keyName() {
        String byKey = role == Role.CONTENT_END && base != null ? base : value;
        int slash = byKey.indexOf('/');
        return slash < 0 ? byKey : byKey.substring(0, slash);
    }

    /** The element id behind the key of a key reference; null if there is none. */
    public @Nullable String keyElementId() {
        int slash = value.indexOf('/');
        return slash < 0 ? null : value.substring(slash + 1);
    }
}
