package org.openguides.cli.http;

import org.openguides.cli.UserError;

/** No answer came: nothing listens there, or the connection broke. Trying again may help. */
public final class UnreachableServer extends UserError {
    private static final long serialVersionUID = 1;

    UnreachableServer(String message, Throwable cause) {
        super(message, cause);
    }
}
