package org.openguides.processing.internal.folder;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.dita.DitaType;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.ElementIds;

/**
 * The contents of a file in a folder.
 *
 * @param type     type with regard to DITA
 * @param facts    references and definitions
 * @param title    title; null or empty if there is none
 * @param ids      possible targets of fragments; empty if they are unknown
 * @param document XML content; null if it is not XML or not well-formed
 * @param error    why its content is invalid; null if it is valid
 */
public record FolderFile(
        DitaType type,
        DocumentFacts facts,
        @Nullable String title,
        Optional<ElementIds> ids,
        @Nullable DitaDocument document,
        @Nullable DitaSyntaxException error) {}
