package org.openguides.processing.internal.dita;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * The contents of one well-formed file.
 *
 * @param type                  type of the document
 * @param unknownSpecialisation whether the file counts as DITA only because of its name or DOCTYPE, since the class of
 *                              its root is unknown. References, title and ids are read as far as the elements are known
 * @param rootElement           name of the root element, including a prefix
 * @param publicId              public id of the DOCTYPE; null if there is none
 * @param ditaClass             class of the root, explicit or from the table, with single spaces and trimmed; null if
 *                              it is unknown or not DITA
 * @param id                    {@code @id} of the root; null for a {@code dita} root
 * @param title                 text of the title with whitespace collapsed; for a {@code dita} root the title of its
 *                              first topic. Null if there is no title, empty if it has no text of its own
 * @param language              {@code @xml:lang} of the root
 * @param references            in document order; of DITAVAL the images of its flags; none in foreign XML
 * @param ids                   possible targets of fragments
 * @param keys                  key definitions in document order; maps only
 * @param keyScopes             every key scope in document order; maps only
 * @param branches             parts of a map, in document order; maps only
 * @param words                 number of words of a topic or map, which white space separates; otherwise 0
 * @param warnings              tolerated errors, as sentences for authors
 */
public record DitaDocument(
        DitaType type,
        boolean unknownSpecialisation,
        String rootElement,
        @Nullable String publicId,
        @Nullable String ditaClass,
        @Nullable String id,
        @Nullable String title,
        @Nullable String language,
        List<DitaReference> references,
        ElementIds ids,
        List<KeyDefinition> keys,
        List<KeyScope> keyScopes,
        List<MapBranch> branches,
        long words,
        List<String> warnings) {

    public DitaDocument {
        references = List.copyOf(references);
        keys = List.copyOf(keys);
        keyScopes = List.copyOf(keyScopes);
        branches = List.copyOf(branches);
        warnings = List.copyOf(warnings);
    }
}
