package org.openguides.processing.api;

import org.osgi.annotation.versioning.ProviderType;

/** What failed in a run cannot be processed again. */
@ProviderType
public final class NotRestartableException extends Exception {

    private static final long serialVersionUID = 1L;

    /** Why not. */
    public enum Cause {
        /** The reports that tell what failed have been removed. */
        REPORTS_PURGED,
        /** None of the assets that are there still is chosen by the reasons and paths. */
        NOTHING_CHOSEN
    }

    private final Cause cause;

    public NotRestartableException(Cause cause) {
        super(cause.name());
        this.cause = cause;
    }

    /** Why what failed cannot be processed again. */
    public Cause why() {
        return cause;
    }
}
