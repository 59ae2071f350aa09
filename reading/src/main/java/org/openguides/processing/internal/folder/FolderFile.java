package org.openguides.processing.internal.folder;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.dita.FileKind;

/**
 * What a file of a folder says.
 *
 * @param kind     what it is
 * @param facts    what it refers to and defines
 * @param title    null or empty if it has none
 * @param ids      that fragments can point at; empty if they are unknown
 * @param document its XML; null if it is none, or not well-formed
 * @param error    why it cannot be read as what it is; null if it can
 */
public record FolderFile(
        FileKind kind,
        DocumentFacts facts,
        @Nullable String title,
        Optional<ElementIds> ids,
        @Nullable DitaDocument document,
        @Nullable DitaSyntaxException error) {}
