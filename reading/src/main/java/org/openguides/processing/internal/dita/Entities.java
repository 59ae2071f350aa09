package org.openguides.processing.internal.dita;

import javax.xml.transform.stream.StreamSource;

import java.io.StringReader;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.codehaus.stax2.XMLStreamReader2;
import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.SafeXml.LimitException;

/**
 * Replaces entities that a file uses but does not declare. If it has an external DTD, which is never read, they may be
 * declared there; otherwise the file is not well-formed.
 */
final class Entities {

    /** Maximum number of uses of such entities, since each use takes time. */
    static final int MAX_USES = 100_000;

    private static final int MAX_NAMES = 20;
    private static final String NO_BREAK_SPACE = "nbsp";

    private final Map<String, Integer> uses = new TreeMap<>();
    private final XMLStreamReader2 reader;
    private int count;
    private boolean mayBeDeclaredElsewhere;

    /** Creates the replacements for the document of a reader. */
    Entities(XMLStreamReader2 reader) {
        this.reader = reader;
    }

    /**
     * Must be called when the DOCTYPE has been read. A standalone document has to declare the entities it uses (XML
     * 1.0, 4.1).
     */
    void declaredBy(Doctype doctype) {
        mayBeDeclaredElsewhere = doctype.systemId() != null && !reader.isStandalone();
    }

    /** Returns the replacement of an entity; null if it is an error. Called by the parser. */
    @Nullable
    Object replacement(@Nullable String publicId, @Nullable String systemId, String base, String name)
            throws LimitException {
        if (!mayBeDeclaredElsewhere) {
            return null;
        }
        if (++count > MAX_USES) {
            throw new LimitException("Undeclared entities are used more than " + MAX_USES + " times", reader);
        }
        if (uses.size() < MAX_NAMES || uses.containsKey(name)) {
            uses.merge(name, 1, Integer::sum);
        }
        return new StreamSource(new StringReader(name.equals(NO_BREAK_SPACE) ? "\u00a0" : ""));
    }

    /** Returns a sentence for each entity name. */
    List<String> warnings() {
        return uses.entrySet().stream()
                .map(each -> "Entity " + each.getKey() + " is not declared in the file; "
                        + (each.getKey().equals(NO_BREAK_SPACE) ? "read as a space" : "left out") + " (uses: "
                        + each.getValue() + ")")
                .toList();
    }
}
