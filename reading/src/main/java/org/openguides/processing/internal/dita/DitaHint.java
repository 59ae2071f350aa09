package org.openguides.processing.internal.dita;

/** What a file's name says of its type; it decides only where root element and DOCTYPE do not. */
public enum DitaHint {
    TOPIC,
    MAP,
    DITAVAL,
    /** The name says nothing: {@code .xml} and unknown extensions. */
    NONE;

    /** The hint of a file name or path; case does not matter. */
    public static DitaHint of(String fileName) {
        return switch (FileKind.extension(fileName)) {
            case "dita" -> TOPIC;
            case "ditamap", "bookmap" -> MAP;
            case "ditaval" -> DITAVAL;
            default -> NONE;
        };
    }
}
