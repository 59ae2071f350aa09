package org.openguides.processing.internal.dita;

import java.util.List;
import java.util.regex.Pattern;

import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;

/** The start tag that a reader stood at when it was looked at last; its values can be read until the reader's next step. */
final class StartTag {

    /** Stands for a required attribute whose value comes with the content reference. */
    private static final String NO_VALUE = "-dita-use-conref-target";

    private static final Pattern SPACE = Pattern.compile("\\s+");

    private final XMLStreamReader2 xml;
    private String name = "";
    private int count;
    /** Of the attributes; asked for many times for each element. */
    private String[] names = new String[16];

    StartTag(XMLStreamReader2 xml) {
        this.xml = xml;
    }

    /** Looks at the start tag that the reader stands at now. */
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

    /** The stripped value of an attribute; null if there is none. */
    @Nullable
    String value(int index) {
        String value = xml.getAttributeValue(index).strip();
        return value.equals(NO_VALUE) ? null : value;
    }

    /** The stripped value of an attribute; null if it is absent or has none. */
    @Nullable
    String value(String attribute) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(attribute)) {
                return value(i);
            }
        }
        return null;
    }

    /** The words of an attribute; none if it is absent. */
    List<String> words(String attribute) {
        String value = value(attribute);
        return value == null || value.isEmpty() ? List.of() : List.of(SPACE.split(value));
    }
}
