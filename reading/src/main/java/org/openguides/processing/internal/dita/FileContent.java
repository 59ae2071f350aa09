package org.openguides.processing.internal.dita;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/**
 * What a file's name and its XML say.
 *
 * @param kind     what it is
 * @param document its XML; null if it was not parsed or is not well-formed
 * @param error    why it is not well-formed; null if it is, or if that does not matter
 */
public record FileContent(FileKind kind, @Nullable DitaDocument document, @Nullable DitaSyntaxException error) {

    /** Of a file that is not parsed: its name says all. */
    public static FileContent unread(String fileName) {
        return new FileContent(FileKind.of(fileName), null, null);
    }

    /** The ids that fragments can point at; empty if it is no topic and no map, for then they are unknown. */
    public Optional<ElementIds> ids() {
        return document == null || document.type() == DitaType.NOT_DITA || document.type() == DitaType.DITAVAL
                ? Optional.empty()
                : Optional.of(document.ids());
    }
}
