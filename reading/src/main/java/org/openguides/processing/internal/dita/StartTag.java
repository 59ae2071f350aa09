package org.openguides.processing.internal.dita;

import java.util.List;

import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/** The start tag that a reader stands at; a view that ends with the reader's next step. */
final class StartTag {

    /** Stands for a required attribute whose value comes with the content reference. */
    private static final String NO_VALUE = "-dita-use-conref-target";

    private final XMLStreamReader2 xml;

    StartTag(XMLStreamReader2 xml) {
        this.xml = xml;
    }

    String name() {
        return xml.getLocalName();
    }

    boolean hasPrefix() {
        return name().indexOf(':') >= 0;
    }

    int line() {
        return xml.getLocationInfo().getStartLocation().getLineNumber();
    }

    int attributeCount() {
        return xml.getAttributeCount();
    }

    String attribute(int index) {
        return xml.getAttributeLocalName(index);
    }

    /** The stripped value of an attribute; null if there is none. */
    @Nullable
    String value(int index) {
        String value = xml.getAttributeValue(index).strip();
        return value.equals(NO_VALUE) ? null : value;
    }

    /** The stripped value of an attribute; null if it is absent or has none. */
    @Nullable
    String value(String attribute) {
        for (int i = 0; i < attributeCount(); i++) {
            if (attribute(i).equals(attribute)) {
                return value(i);
            }
        }
        return null;
    }

    /** The words of an attribute; none if it is absent. */
    List<String> words(String attribute) {
        String value = value(attribute);
        return value == null || value.isEmpty() ? List.of() : List.of(value.split("\\s+"));
    }
}
