package org.openguides.cli;

/**
 * An error that the user can resolve: invalid input, or a server that rejects requests or is unreachable. Ends the
 * command with exit code 2 and the message as one line on the error stream.
 */
public class UserError extends RuntimeException {
    private static final long serialVersionUID = 1;

    /** Creates an error with a message for the user, one sentence. */
    public UserError(String message) {
        super(message);
    }

    /** Creates an error with a cause for debugging. */
    public UserError(String message, Throwable cause) {
        super(message, cause);
    }
}
