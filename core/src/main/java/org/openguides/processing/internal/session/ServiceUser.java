package org.openguides.processing.internal.session;

import java.util.Locale;

/** Our service users, each with no more rights than its task needs. */
public enum ServiceUser {
    /** Reads and writes below the content roots and below /var/openguides; reads no user and no group. */
    WORKER,
    /** Reads there. */
    READER,
    /** Reads which groups users belong to, and nothing else: neither content nor profiles. */
    GROUPS;

    /** The subservice name that the platform maps to the user. */
    public String subservice() {
        return name().toLowerCase(Locale.ROOT);
    }
}
