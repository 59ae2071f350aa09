package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;

/**
 * A file is not well-formed XML, or goes beyond a limit. The message is one line for authors; it ends without line and
 * column, which are apart.
 */
public final class DitaSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    /** What is wrong. */
    public enum Kind {
        /** The file is not well-formed. */
        NOT_WELL_FORMED,
        /** The file goes beyond a limit. */
        TOO_LARGE,
        /** An entity is used that the file does not declare, though it has to. */
        ENTITY_UNDECLARED
    }

    private final Kind kind;
    private final int line;
    private final int column;
    private final @Nullable String rootElement;
    private final @Nullable String publicId;
    private final DitaType typeSoFar;

    DitaSyntaxException(
            Kind kind,
            String message,
            int line,
            int column,
            @Nullable String rootElement,
            @Nullable String publicId,
            DitaType typeSoFar) {
        super(message);
        this.kind = kind;
        this.line = line;
        this.column = column;
        this.rootElement = rootElement;
        this.publicId = publicId;
        this.typeSoFar = typeSoFar;
    }

    /** What is wrong. */
    public Kind kind() {
        return kind;
    }

    /** Line of the error, from 1. */
    public int line() {
        return line;
    }

    /** Column of the error, from 1. */
    public int column() {
        return column;
    }

    /** Name of the root element, if it could be read. */
    public @Nullable String rootElement() {
        return rootElement;
    }

    /** Public id of the DOCTYPE, if it could be read. */
    public @Nullable String publicId() {
        return publicId;
    }

    /**
     * What could be read makes the file this; {@link DitaType#NOT_DITA} if neither root nor DOCTYPE says DITA. The
     * file's name plays no part: see {@link FileKind#ofBroken}.
     */
    public DitaType typeSoFar() {
        return typeSoFar;
    }
}
