package org.openguides.processing.internal.catalog;

import java.util.List;

import org.openguides.processing.internal.dita.DitaReference;
import org.openguides.processing.internal.dita.KeyDefinition;
import org.openguides.processing.internal.dita.KeyScope;

/**
 * What a file refers to and defines. The key scopes of references and keys are the very objects of the list: two scopes may
 * have equal names.
 *
 * @param references in document order; {@code copy-to} is none
 * @param keys       key definitions in document order
 * @param keyScopes  in document order
 */
public record DocumentFacts(List<DitaReference> references, List<KeyDefinition> keys, List<KeyScope> keyScopes) {

    /** Of a file that says nothing. */
    public static final DocumentFacts NONE = new DocumentFacts(List.of(), List.of(), List.of());

    public DocumentFacts {
        references = List.copyOf(references);
        keys = List.copyOf(keys);
        keyScopes = List.copyOf(keyScopes);
    }
}
