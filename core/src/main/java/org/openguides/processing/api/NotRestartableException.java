package org.openguides.processing.api;

import org.osgi.annotation.versioning.ProviderType;

/** The failures of a run cannot be processed again. */
@ProviderType
public final class NotRestartableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** The cause. */
    public enum Cause {
        /** The reports that list the failures have been deleted. */
        REPORTS_PURGED,
        /** The reasons and paths select none of the assets that still exist. */
        NOTHING_CHOSEN
    }

    private final Cause cause;

    public NotRestartableException(Cause cause) {
        super(cause.name());
        this.cause = cause;
    }

    /** Returns why the failures cannot be processed again. */
    public Cause why() {
        return cause;
    }
}
