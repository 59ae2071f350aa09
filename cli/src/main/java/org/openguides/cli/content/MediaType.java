package org.openguides.cli.content;

import java.util.Locale;
import java.util.Set;

/** Determines the media type to send with a file. For the generic type, Sling determines the type by the extension. */
final class MediaType {
    static final String GENERAL = "application/octet-stream";
    private static final Set<String> XML = Set.of("dita", "ditamap", "bookmap", "ditaval", "xml");

    private MediaType() {}

    static String of(String name) {
        String extension = extension(name);
        if (XML.contains(extension)) {
            return "application/xml";
        }
        return extension.equals("md") || extension.equals("markdown") ? "text/markdown" : GENERAL;
    }

    /**
     * Returns a name that is valid in all headers with the extension of the given one, since Sling only uses the
     * extension.
     */
    static String plainName(String name) {
        String extension = extension(name);
        return extension.matches("[a-z0-9]{1,12}") ? "upload." + extension : "upload";
    }

    private static String extension(String name) {
        return name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    }
}
