package org.openguides.processing.internal.dita;

import java.util.List;
import java.util.regex.Pattern;

import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/** The current start tag of a reader. Its values are valid until the reader advances. */
final class StartTag {

    /** Placeholder for a required attribute whose value comes from a content reference. */
    private static final String NO_VALUE = "-dita-use-conref-target";

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final XMLStreamReader2 xml;
    private String name = "";
    private int count;
    /** Attribute names, cached because they are read many times for each element. */
    private String[] names = new String[16];

    StartTag(XMLStreamReader2 xml) {
        this.xml = xml;
    }

    /** Reads the reader's current start tag. */
    void look() {
        name = xml.getLocalName();
        count = xml.getAttributeCount();
        if (count > names.length) {
            names = new String[count];
        }
        for (int i = 0; i < count; i++) {
            names[i] = xml.getAttributeLocalName(i);
        }
    }

    String name() {
        return name;
    }

    boolean hasPrefix() {
        return name.indexOf(':') >= 0;
    }

    int line() {
        return xml.getLocationInfo().getStartLocation().getLineNumber();
    }

    int attributeCount() {
        return count;
    }

    String attribute(int index) {
        return names[index];
    }

    /** Returns the trimmed value of an attribute; null if there is none. */
    @Nullable
    String value(int index) {
        String value = xml.getAttributeValue(index).strip();
        return value.equals(NO_VALUE) ? null : value;
    }

    /** Returns the trimmed value of an attribute; null if it is absent or a placeholder. */
    @Nullable
    String value(String attribute) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(attribute)) {
                return value(i);
            }
        }
        return null;
    }

    /** Returns what is kept of the value of an attribute; null if it is absent or empty. */
    @Nullable
    String kept(String attribute) {
        return KeptText.orNull(value(attribute));
    }

    /** Returns the words of an attribute; empty if it is absent. */
    List<String> words(String attribute) {
        String value = value(attribute);
        return value == null || value.isEmpty() ? List.of() : List.of(SPACE.split(value));
    }
}
