package org.openguides.processing.internal.dita;

import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * A document type declaration.
 *
 * @param rootElement name of the declared root element
 * @param publicId    null if absent
 * @param systemId    null if absent: then all entities must be declared in the file itself
 */
record Doctype(String rootElement, @Nullable String publicId, @Nullable String systemId) {

    /** Returns whether it declares DITA of any vendor. */
    boolean saysDita() {
        return upperCaseId().contains("DITA");
    }

    /** Returns whether its public id names another format, such as a help system or DocBook. */
    boolean saysOtherThanDita() {
        return !upperCaseId().isBlank() && !saysDita();
    }

    /** Returns whether it declares another vocabulary than the published ones. */
    boolean isForeign() {
        return !upperCaseId().contains("OASIS");
    }

    /** Returns the type that the public id suggests for a root of unknown class. */
    DitaType typeOfUnknownRoot() {
        return upperCaseId().contains("MAP") ? DitaType.MAP : DitaType.TOPIC;
    }

    private String upperCaseId() {
        return publicId == null ? "" : publicId.toUpperCase(Locale.ROOT);
    }
}
