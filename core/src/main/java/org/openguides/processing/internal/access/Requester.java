package org.openguides.processing.internal.access;

import java.security.Principal;
import java.util.Set;

/**
 * What decides about the rights of a user who asked for a run, as it was at one moment. Immutable.
 *
 * @param principals the user's own, those of its groups, direct and through others, and everyone's; none if the user is gone or disabled
 * @param operator   whether the user may have content processed that it may not modify
 */
public record Requester(Set<Principal> principals, boolean operator) {

    /** A user who is gone or disabled: no rights at all. */
    static final Requester GONE = new Requester(Set.of(), false);

    /** Whether the user is there, and may sign in. */
    public boolean isPresent() {
        return !principals.isEmpty();
    }

    public Requester {
        principals = Set.copyOf(principals);
    }
}
