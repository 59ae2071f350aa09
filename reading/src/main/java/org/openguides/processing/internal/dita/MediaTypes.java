package org.openguides.processing.internal.dita;

import java.util.Locale;
import java.util.Set;

/**
 * Interprets media types (RFC 6838) that a platform stores with files. A platform derives them from names and first
 * bytes: unknown content is {@code application/octet-stream}, and DITA is XML, text, or {@code application/dita+xml}.
 */
public final class MediaTypes {

    private static final Set<String> UNKNOWN = Set.of(
            "",
            "application/octet-stream",
            "application/unknown",
            "application/x-unknown",
            "binary/octet-stream",
            "unknown/unknown");

    private static final Set<String> XML_OF_ANOTHER_KIND = Set.of("application/rdf+xml", "application/xmp+xml");

    private MediaTypes() {}

    /** Returns whether a media type says nothing about the content. */
    public static boolean isUnknown(String mediaType) {
        String type = essence(mediaType);
        return UNKNOWN.contains(type) || type.indexOf('/') <= 0;
    }

    /**
     * Returns whether a file of this media type may be DITA and has to be read; also true if the media type is
     * unspecific.
     */
    public static boolean mayBeDita(String mediaType) {
        String type = essence(mediaType);
        boolean xml = type.equals("application/xml") || (type.startsWith("application/") && type.endsWith("+xml"));
        return isUnknown(mediaType) || type.startsWith("text/") || (xml && !XML_OF_ANOTHER_KIND.contains(type));
    }

    /** Returns the media type without parameters. */
    private static String essence(String mediaType) {
        int parameters = mediaType.indexOf(';');
        return (parameters < 0 ? mediaType : mediaType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
