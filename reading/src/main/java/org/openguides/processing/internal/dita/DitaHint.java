package org.openguides.processing.internal.dita;

/** The type that a file's name suggests; used only if root element and DOCTYPE do not determine it. */
public enum DitaHint {
    TOPIC,
    MAP,
    DITAVAL,
    /** No suggestion: {@code .xml} and unknown extensions. */
    NONE;

    /** Returns the hint of a file name or path, regardless of case. */
    public static DitaHint of(String fileName) {
        return switch (FileNames.extension(fileName)) {
            case "dita" -> TOPIC;
            case "ditamap", "bookmap" -> MAP;
            case "ditaval" -> DITAVAL;
            default -> NONE;
        };
    }
}
