package org.openguides.processing.internal.markup;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaReference;

/**
 * The contents of one file.
 *
 * @param title      title with whitespace collapsed; null if there is none
 * @param references references in document order: local URIs without a format
 * @param warnings   parts that were not read, as sentences for authors
 */
public record MarkupDocument(@Nullable String title, List<DitaReference> references, List<String> warnings) {

    public MarkupDocument {
        references = List.copyOf(references);
        warnings = List.copyOf(warnings);
    }
}
