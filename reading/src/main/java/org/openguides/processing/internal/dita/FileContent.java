package org.openguides.processing.internal.dita;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * Type and XML content of a file.
 *
 * @param type     type with regard to DITA
 * @param document XML content; null if it was not parsed or is not well-formed
 * @param error    why it is not well-formed; null if it is, or if that is irrelevant
 */
public record FileContent(DitaType type, @Nullable DitaDocument document, @Nullable DitaSyntaxException error) {

    /** Returns the content of a file that is not parsed, since its name is sufficient. */
    public static FileContent unread(String fileName) {
        return new FileContent(DitaType.of(fileName), null, null);
    }

    /**
     * Returns the ids that fragments can refer to; empty if they are unknown, because the file is neither topic nor
     * map.
     */
    public Optional<ElementIds> ids() {
        return document == null || document.type() == DitaType.NOT_DITA || document.type() == DitaType.DITAVAL
                ? Optional.empty()
                : Optional.of(document.ids());
    }
}
