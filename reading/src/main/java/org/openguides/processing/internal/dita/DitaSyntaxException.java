package org.openguides.processing.internal.dita;

import org.jspecify.annotations.Nullable;

/**
 * Thrown for a file that is not well-formed XML, or exceeds a limit. The message is one line for authors, without line
 * and column, which are separate.
 */
public final class DitaSyntaxException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Kind of the error. */
    public enum Kind {
        /** The file is not well-formed. */
        NOT_WELL_FORMED,
        /** The file exceeds a limit. */
        TOO_LARGE,
        /** The file uses an entity that it does not declare, although it has to. */
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

    /** Returns the kind of the error. */
    public Kind kind() {
        return kind;
    }

    /** Returns the line of the error, from 1. */
    public int line() {
        return line;
    }

    /** Returns the column of the error, from 1. */
    public int column() {
        return column;
    }

    /** Returns the name of the root element; null if it could not be read. */
    public @Nullable String rootElement() {
        return rootElement;
    }

    /** Returns the public id of the DOCTYPE; null if it could not be read. */
    public @Nullable String publicId() {
        return publicId;
    }

    /**
     * Returns the type suggested by what could be read; {@link DitaType#NOT_DITA} if neither root nor DOCTYPE suggests
     * DITA. The name of the file is not considered: see {@link DitaType#ofBroken}.
     */
    public DitaType typeSoFar() {
        return typeSoFar;
    }
}
