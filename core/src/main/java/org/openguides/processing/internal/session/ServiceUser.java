package org.openguides.processing.internal.session;

import java.util.Locale;

/** Our service users, each with no more rights than its task needs. */
public enum ServiceUser {
    /** Reads and writes below the content roots and below /var/openguides. */
    WORKER,
    /** Reads there. */
    READER;

    /** The subservice name that the platform maps to the user. */
    public String subservice() {
        return name().toLowerCase(Locale.ROOT);
    }
}
