package org.openguides.cli.http;

import org.openguides.cli.UserError;

/**
 * The server is unavailable: it refuses connections, the connection broke, or it is not ready yet, for example because
 * it is starting. A retry may succeed.
 */
public final class UnreachableServer extends UserError {
    private static final long serialVersionUID = 1;

    UnreachableServer(String message) {
        super(message);
    }

    UnreachableServer(String message, Throwable cause) {
        super(message, cause);
    }
}
