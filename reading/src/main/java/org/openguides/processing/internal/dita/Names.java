package org.openguides.processing.internal.dita;

import javax.xml.stream.XMLStreamReader;

import java.util.HashSet;
import java.util.Set;

import org.openguides.processing.internal.dita.SafeXml.LimitException;

/** Limits length and number of names in a document, since Woodstox keeps them for later files. */
final class Names {

    private final Set<String> seen = new HashSet<>();

    /** Checks the names of the reader's current start tag. */
    void checkStartTag(StartTag tag, XMLStreamReader reader) throws LimitException {
        check(tag.name(), reader);
        for (int i = 0; i < tag.attributeCount(); i++) {
            check(tag.attribute(i), reader);
        }
    }

    /** Checks the name of the reader's current processing instruction. */
    void checkInstruction(XMLStreamReader reader) throws LimitException {
        check(reader.getPITarget(), reader);
    }

    private void check(String name, XMLStreamReader reader) throws LimitException {
        if (!seen.add(name)) {
            return;
        }
        if (name.length() > SafeXml.MAX_NAME_LENGTH) {
            throw new LimitException("A name is longer than " + SafeXml.MAX_NAME_LENGTH + " characters", reader);
        }
        if (seen.size() > SafeXml.MAX_NAMES) {
            throw new LimitException("There are more than " + SafeXml.MAX_NAMES + " different names", reader);
        }
    }
}
