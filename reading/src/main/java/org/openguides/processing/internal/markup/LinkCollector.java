package org.openguides.processing.internal.markup;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.DitaReference.Kind;
import org.openguides.processing.internal.dita.DitaReference.Role;
import org.openguides.processing.internal.dita.DitaReference.Scope;
import org.openguides.processing.internal.dita.KeptText;

/** Collects the references of one file. */
final class LinkCollector {

    /** URIs that contain their resource and have no target. */
    private static final Pattern CONTENT = Pattern.compile("(?i)(data|javascript):");

    private final List<DitaReference> references = new ArrayList<>();
    private final @Nullable String base;
    private long characters;

    /** Creates a collector for a file whose URIs are relative to itself. */
    LinkCollector() {
        this(null);
    }

    /**
     * Creates a collector for a file whose URIs are relative to another one.
     *
     * @param base ignored if it has no target itself (WHATWG HTML, 4.2.3); null if there is none
     */
    LinkCollector(@Nullable String base) {
        String uri = base == null ? "" : base.strip();
        this.base = uri.isEmpty() || CONTENT.matcher(uri).lookingAt() ? null : uri;
    }

    /**
     * Adds the reference of an attribute.
     *
     * @param line line from 1; the libraries have no exact line for elements that they insert
     */
    void add(String element, String attribute, String value, int line, Role role) {
        String uri = value.strip();
        if (!CONTENT.matcher(uri).lookingAt()) {
            DitaReference reference = new DitaReference(
                    element, attribute, uri, Math.max(line, 1), Kind.URI, role, Scope.LOCAL, null, base, null, null);
            characters += reference.characters();
            if (characters <= KeptText.MOST) {
                references.add(reference);
            }
        }
    }

    List<DitaReference> references() {
        return references;
    }
}
