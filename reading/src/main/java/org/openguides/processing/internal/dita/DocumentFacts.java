package org.openguides.processing.internal.dita;

import java.util.List;

import org.openguides.processing.internal.dita.DitaReference.Role;

/**
 * What a file refers to and defines. The key scopes of references, keys and branches are the very objects of the list: two scopes
 * may have equal names.
 *
 * @param references in document order; {@code copy-to} is none
 * @param keys       key definitions in document order
 * @param keyScopes  in document order
 * @param branches   parts of a map, in document order; none if an earlier build has processed it
 * @param copies     {@code copy-to} as a map has it: names of files that publishing makes
 */
public record DocumentFacts(
        List<DitaReference> references,
        List<KeyDefinition> keys,
        List<KeyScope> keyScopes,
        List<MapBranch> branches,
        List<String> copies) {

    /** Of a file that says nothing. */
    public static final DocumentFacts NONE = new DocumentFacts(List.of());

    public DocumentFacts {
        references = List.copyOf(references);
        keys = List.copyOf(keys);
        keyScopes = List.copyOf(keyScopes);
        branches = List.copyOf(branches);
        copies = List.copyOf(copies);
    }

    /** Of a file that only refers to others. */
    public DocumentFacts(List<DitaReference> references) {
        this(references, List.of(), List.of(), List.of(), List.of());
    }

    /** Of a document. */
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
