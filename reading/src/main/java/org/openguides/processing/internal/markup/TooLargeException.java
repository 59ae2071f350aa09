package org.openguides.processing.internal.markup;

/** Thrown for a file that takes too much time or memory to read. The message is a clause for users. */
final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TooLargeException(String message) {
        super(message, null, false, false);
    }
}
