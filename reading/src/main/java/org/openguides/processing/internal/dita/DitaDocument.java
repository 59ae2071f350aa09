package org.openguides.processing.internal.dita;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What one well-formed file says.
 *
 * @param type                  what it is
 * @param unknownSpecialisation whether it is taken as DITA only for its name or DOCTYPE: its root's class is not known.
 *                              References, title and ids are read as far as the elements are known
 * @param rootElement           name of the root element, with its prefix if it has one
 * @param publicId              public id of the DOCTYPE; null if there is none
 * @param ditaClass             the root's class, explicit or from the table, single spaces, no spaces around; null if not
 *                              known or not DITA
 * @param id                    {@code @id} of the root; of a {@code dita} root there is none
 * @param title                 text of the title, whitespace collapsed; of a {@code dita} root its first topic's title.
 *                              Null if there is no title, empty if it has no text of its own
 * @param language              {@code @xml:lang} of the root
 * @param references            in document order; of DITAVAL the images of its flags; none in foreign XML
 * @param ids                   what fragments can point at
 * @param keys                  key definitions in document order; maps only
 * @param keyScopes             every key scope in document order; maps only
 * @param branches             parts of a map, in document order; maps only
 * @param warnings              sentences for authors on what was tolerated
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
        List<String> warnings) {

    public DitaDocument {
        references = List.copyOf(references);
        keys = List.copyOf(keys);
        keyScopes = List.copyOf(keyScopes);
        branches = List.copyOf(branches);
        warnings = List.copyOf(warnings);
    }
}
