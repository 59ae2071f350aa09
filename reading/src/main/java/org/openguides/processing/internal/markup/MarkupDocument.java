package org.openguides.processing.internal.markup;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;

/**
 * What one file says.
 *
 * @param title      its title, white space collapsed; null if it has none
 * @param references in document order: URIs, local, without format
 * @param warnings   sentences for authors on what was not read
 */
public record MarkupDocument(@Nullable String title, List<DitaReference> references, List<String> warnings) {

    public MarkupDocument {
        references = List.copyOf(references);
        warnings = List.copyOf(warnings);
    }
}
