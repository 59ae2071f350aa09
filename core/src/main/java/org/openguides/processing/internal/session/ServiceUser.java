package org.openguides.processing.internal.session;

import java.util.Locale;

/** The service users, each with the minimum permissions for its task. */
public enum ServiceUser {
    /** Reads and writes below the content roots and below /var/openguides; cannot read users and groups. */
    WORKER,
    /** Reads below the content roots and below /var/openguides. */
    READER,
    /** Reads group memberships of users, and nothing else: neither content nor profiles. */
    GROUPS;

    /** Returns the subservice name that the platform maps to the user. */
    public String subservice() {
        return name().toLowerCase(Locale.ROOT);
    }
}
