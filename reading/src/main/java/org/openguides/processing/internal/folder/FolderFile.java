package org.openguides.processing.internal.folder;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.openguides.processing.internal.dita.DitaDocument;
import org.openguides.processing.internal.dita.DitaSyntaxException;
import org.openguides.processing.internal.dita.DocumentFacts;
import org.openguides.processing.internal.dita.ElementIds;
import org.openguides.processing.internal.dita.FileKind;

/**
 * The contents of a file in a folder.
 *
 * @param kind     kind of the file
 * @param facts    references and definitions
 * @param title    title; null or empty if there is none
 * @param ids      possible targets of fragments; empty if they are unknown
 * @param document XML content; null if it is not XML or not well-formed
 * @param error    why its content is invalid; null if it is valid
 */
public record FolderFile(
        FileKind kind,
        DocumentFacts facts,
        @Nullable String title,
        Optional<ElementIds> ids,
        @Nullable DitaDocument document,
        @Nullable DitaSyntaxException error) {}
