package org.openguides.processing.internal.access;

import java.security.Principal;
import java.util.Set;

/**
 * A snapshot of the principals that determine the permissions of a user who requested a run. Immutable.
 *
 * @param principals principals of the user, of its direct and indirect groups, and everyone; empty if the user is
 *                   missing or disabled
 * @param operator   whether the user may have content processed that it may not modify
 */
public record Requester(Set<Principal> principals, boolean operator) {

    /** A user who is missing or disabled and has no permissions. */
    static final Requester GONE = new Requester(Set.of(), false);

    /** Returns whether the user exists and is enabled. */
    public boolean isPresent() {
        return !principals.isEmpty();
    }

    public Requester {
        principals = Set.copyOf(principals);
    }
}
