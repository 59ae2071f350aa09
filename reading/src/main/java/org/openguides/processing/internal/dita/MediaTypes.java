package org.openguides.processing.internal.dita;

import java.util.Locale;
import java.util.Set;

/**
 * What media types (RFC 6838), as a platform keeps them beside a file, tell of its content. A platform guesses them from
 * names and first bytes: what it does not know it calls {@code application/octet-stream}, and DITA is called XML, text, or
 * {@code application/dita+xml}.
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

    /** Whether a media type tells nothing about the content. */
    public static boolean isUnknown(String mediaType) {
        String type = essence(mediaType);
        return UNKNOWN.contains(type) || type.indexOf('/') <= 0;
    }

    /** Whether a file of this media type may be XML that has to be read; true if the type tells nothing. */
    public static boolean mayBeDita(String mediaType) {
        String type = essence(mediaType);
        boolean xml = type.equals("application/xml") || (type.startsWith("application/") && type.endsWith("+xml"));
        return isUnknown(mediaType) || type.startsWith("text/") || (xml && !XML_OF_ANOTHER_KIND.contains(type));
    }

    /** The type without its parameters. */
    private static String essence(String mediaType) {
        int parameters = mediaType.indexOf(';');
        return (parameters < 0 ? mediaType : mediaType.substring(0, parameters))
                .strip()
                .toLowerCase(Locale.ROOT);
    }
}
