package org.openguides.cli;

/**
 * An error that the user can correct: bad input, a server that refuses or cannot be reached. Ends the command with
 * exit code 2 and the message as one line on the error stream.
 */
public class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** An error with a message for the user: one sentence, no stack trace to help. */
    public UserError(String message) {
        super(message);
    }

    /** An error with the technical reason kept for a debugger. */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
