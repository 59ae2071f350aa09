package org.openguides.processing.internal.dita;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A document type declaration.
 *
 * @param rootElement name of the root that it announces
 * @param publicId    null if absent
 * @param systemId    null if absent: then every entity must be declared in the file itself
 */
record Doctype(String rootElement, @Nullable String publicId, @Nullable String systemId) {

    /** Whether it says that the file is DITA, whosever. */
    boolean saysDita() {
        return upperCaseId().contains("DITA");
    }

    /** Whether its public id names something that is not DITA, like a format of help systems or DocBook. */
    boolean saysOtherThanDita() {
        return !upperCaseId().isBlank() && !saysDita();
    }

    /** Whether it is of another vocabulary than the published ones. */
    boolean isForeign() {
        return !upperCaseId().contains("OASIS");
    }

    /** What the public id says of a root whose class is not known. */
    DitaType typeOfUnknownRoot() {
        return upperCaseId().contains("MAP") ? DitaType.MAP : DitaType.TOPIC;
    }

    private String upperCaseId() {
        return publicId == null ? "" : publicId.toUpperCase(Locale.ROOT);
    }
}
