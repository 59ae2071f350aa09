package org.openguides.processing.internal.access;

import javax.jcr.RepositoryException;

import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.user.Authorizable;
import org.apache.jackrabbit.api.security.user.User;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;

/**
 * Looks up users with {@link ServiceUser#GROUPS}, so that sessions that work on content need no access to users. Safe
 * for use by multiple threads.
 */
public final class Requesters {

    private final ServiceSessions sessions;
    private final Operators operators;

    public Requesters(ServiceSessions sessions, Operators operators) {
        this.sessions = sessions;
        this.operators = operators;
    }

    /**
     * Returns the present state of a user; a disabled user has no permissions, like a missing one. The principals are
     * those that the platform would use at login, including groups managed outside the repository.
     *
     * @throws org.openguides.processing.internal.session.ServiceUserMissingException if the service user is missing
     */
    public Requester find(String userId) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.GROUPS)) {
            JackrabbitSession jackrabbit = (JackrabbitSession) session.jcr();
            Authorizable user = jackrabbit.getUserManager().getAuthorizable(userId);
            if (user == null || (user instanceof User person && person.isDisabled())) {
                return Requester.GONE;
            }
            Set<Principal> principals = Operators.groupsOf(user, jackrabbit);
            principals.add(user.getPrincipal());
            return new Requester(principals, operators.include(user, jackrabbit));
        }
    }

    /**
     * Returns the creation time of a user, which distinguishes it from an earlier user with the same id.
     *
     * @return empty if the user does not exist, or the time is unknown
     */
    public Optional<Instant> madeAt(String userId) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.GROUPS)) {
            JackrabbitSession jackrabbit = (JackrabbitSession) session.jcr();
            Authorizable user = jackrabbit.getUserManager().getAuthorizable(userId);
            return user == null || !jackrabbit.nodeExists(user.getPath())
                    ? Optional.empty()
                    : CreationTime.of(jackrabbit.getNode(user.getPath()));
        }
    }

    /** Returns the present state of several users. */
    public List<Requester> find(List<String> userIds) throws RepositoryException {
        List<Requester> found = new ArrayList<>();
        for (String userId : userIds) {
            found.add(find(userId));
        }
        return found;
    }
}
