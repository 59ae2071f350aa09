package org.openguides.processing.internal.dita;

import java.util.List;

import org.openguides.processing.internal.dita.DitaReference.Role;

/**
 * The references and definitions of a file. The key scopes of references, keys and branches are identical objects to
 * those in the list, since two scopes may have equal names.
 *
 * @param references references in document order, without {@code copy-to}
 * @param keys       key definitions in document order
 * @param keyScopes  in document order
 * @param branches   parts of a map in document order; empty if an earlier build has processed it
 * @param copies     values of {@code copy-to} in a map: names of files that publishing creates
 */
public record DocumentFacts(
        List<DitaReference> references,
        List<KeyDefinition> keys,
        List<KeyScope> keyScopes,
        List<MapBranch> branches,
        List<String> copies) {

    /** No references and definitions. */
    public static final DocumentFacts NONE = new DocumentFacts(List.of());

    public DocumentFacts {
        references = List.copyOf(references);
        keys = List.copyOf(keys);
        keyScopes = List.copyOf(keyScopes);
        branches = List.copyOf(branches);
        copies = List.copyOf(copies);
    }

    /** Creates the facts of a file that only has references. */
    public DocumentFacts(List<DitaReference> references) {
        this(references, List.of(), List.of(), List.of(), List.of());
    }

    /** Returns the facts of a document. */
    public static DocumentFacts of(DitaDocument document) {
        return new DocumentFacts(
                document.references().stream()
                        .filter(reference -> reference.role() != Role.COPY_TO)
                        .toList(),
                document.keys(),
                document.keyScopes(),
                document.branches(),
                document.references().stream()
                        .filter(reference -> reference.role() == Role.COPY_TO)
                        .map(DitaReference::value)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .toList());
    }
}
