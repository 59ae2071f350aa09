package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;

/**
 * A reference: one attribute that points to another resource or element.
 *
 * @param element   name of the element
 * @param attribute name of the attribute
 * @param value     value, normalised as XML requires and trimmed; may be empty. Like the other texts, it is shortened as {@link KeptText} says
 * @param line      line of the start tag, from 1
 * @param kind      whether the value is a URI or a key
 * @param role      purpose of the reference
 * @param scope     own or cascading scope
 * @param format    {@code @format}, its default for the element, or the cascading one; null if there is none
 * @param base      {@code @codebase} of an object, which its URIs are relative to; {@code @conkeyref} for the end of a
 *                  range that begins with one; otherwise null
 * @param topicId   id of the topic that contains the reference, for fragments such as {@code #./id}; null in maps
 * @param keyScope  innermost enclosing key scope; null if there is none
 * @param place     number of the element within its map, from 1 in the order of start tags; 0 in other files, or if
 *                  unknown
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

    public DitaReference {
        value = kind == Kind.KEY ? KeptText.key(value) : KeptText.of(value);
        format = KeptText.orNull(format);
        base = KeptText.orNull(base);
        topicId = KeptText.orNull(topicId);
    }

    /** Returns the number of characters that are kept for it, without those of its names. */
    public int characters() {
        return value.length() + KeptText.length(format) + KeptText.length(base) + KeptText.length(topicId);
    }

    /** Creates a reference of a file that is not a map. */
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

    /** Kind of the value. */
    public enum Kind {
        URI,
        /** {@code key} or {@code key/elementId}. */
        KEY
    }

    /** Purpose of a reference. */
    public enum Role {
        /** A topicref in a map without keys, including specialisations. */
        TOPICREF,
        /** A topicref in a map that references a map: {@code format="ditamap"}. */
        MAPREF,
        /** A topicref in a map with {@code @keys}: the resource of the keys. */
        KEYDEF,
        /** {@code conref}, {@code conkeyref}: content that is reused. */
        CONTENT,
        /** End of a range of content that is reused. */
        CONTENT_END,
        IMAGE,
        OBJECT,
        /** Included code, SVG or MathML; its fragment is not an id. */
        INCLUSION,
        /** {@code copy-to}: the name of a file that publishing creates, which is not checked. */
        COPY_TO,
        /** Any other reference: xref, link, and elements with a keyref. */
        LINK
    }

    /** Location of the target. */
    public enum Scope {
        LOCAL,
        PEER,
        EXTERNAL;

        /** Returns the scope of {@code @scope}; null if it is absent or unknown to DITA. */
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

    /** Returns the reference with a key scope. */
    DitaReference in(@Nullable KeyScope innermost) {
        return new DitaReference(
                element, attribute, value, line, kind, role, scope, format, base, topicId, innermost, place);
    }

    /**
     * Returns the key of a key reference: the value up to its first slash. The end of a range that begins with a key is
     * in the resource of that key, whatever file its own value names (DITA 1.3, Using conrefend together with
     * conkeyref).
     */
    public String keyName() {
        String byKey = role == Role.CONTENT_END && base != null ? base : value;
        int slash = byKey.indexOf('/');
        return slash < 0 ? byKey : byKey.substring(0, slash);
    }

    /** Returns the element id after the key of a key reference; null if there is none. */
    public @Nullable String keyElementId() {
        int slash = value.indexOf('/');
        return slash < 0 ? null : value.substring(slash + 1);
    }
}
