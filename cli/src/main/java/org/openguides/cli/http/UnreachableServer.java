package org.openguides.cli.http;

import org.openguides.cli.UserError;

/**
 * What we ask for cannot be reached: nothing listens there, the connection broke, or the server answers but cannot do it now,
 * as while it starts. Trying again may help.
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
