package org.openguides.cli.http;

import org.openguides.cli.UserError;

/** The server has refused a request. */
public final class RefusedRequest extends UserError {
    private static final long serialVersionUID = 1;

    private final String code;

    RefusedRequest(String message, String code) {
        super(message);
        this.code = code;
    }

    /** Returns the code of the problem, such as {@code job-not-found}; empty if the response has none. */
    public String code() {
        return code;
    }
}
