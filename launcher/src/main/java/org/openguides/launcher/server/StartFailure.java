package org.openguides.launcher.server;

/** A process that ended while it started, or was not ready in time; the message goes on from its name. */
public final class StartFailure extends IllegalStateException {

    private static final long serialVersionUID = 1;

    /** With the reason, such as {@code ended with 1 before it was ready}. */
    public StartFailure(String message) {
        super(message);
    }
}
