package org.openguides.processing.internal.markup;

/** Thrown for a file that takes too much time or memory to read. */
final class TooLargeException extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final String reason;

    /** @param reason a clause for users that begins a sentence */
    TooLargeException(String reason) {
        super(reason, null, false, false);
        this.reason = reason;
    }

    String reason() {
        return reason;
    }
}
