package org.openguides.processing.internal.access;

import javax.jcr.RepositoryException;

import java.security.Principal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.principal.PrincipalIterator;
import org.apache.jackrabbit.api.security.user.Authorizable;
import org.apache.jackrabbit.api.security.user.User;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;

/**
 * Looks up users as {@link ServiceUser#GROUPS}, so that no session that works on content needs to read users. Safe for use by
 * many threads.
 */
public final class Requesters {

    private final ServiceSessions sessions;
    private final Operators operators;

    public Requesters(ServiceSessions sessions, Operators operators) {
        this.sessions = sessions;
        this.operators = operators;
    }

    /**
     * A user as it is now; one that is disabled has no rights, as one that is gone. The principals are those that the platform would
     * log it in with, also where groups come from elsewhere than the repository.
     *
     * @throws org.openguides.processing.api.ProcessingException if the service user is missing
     */
    public Requester find(String userId) throws RepositoryException {
        try (ServiceSession session = sessions.open(ServiceUser.GROUPS)) {
            JackrabbitSession jackrabbit = (JackrabbitSession) session.jcr();
            Authorizable user = jackrabbit.getUserManager().getAuthorizable(userId);
            if (user == null || (user instanceof User person && person.isDisabled())) {
                return Requester.GONE;
            }
            Set<Principal> principals = groupsOf(user, jackrabbit);
            principals.add(user.getPrincipal());
            return new Requester(principals, operators.include(user, jackrabbit));
        }
    }

    /**
     * When a user was made: one with the same id may have been there before.
     *
     * @return empty if there is no such user, or it is not known
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

    /** The same of several users. */
    public List<Requester> find(List<String> userIds) throws RepositoryException {
        List<Requester> found = new ArrayList<>();
        for (String userId : userIds) {
            found.add(find(userId));
        }
        return found;
    }

    /** The principals of the groups that a user belongs to, as far as the session can read them, and everyone's. */
    static Set<Principal> groupsOf(Authorizable user, JackrabbitSession session) throws RepositoryException {
        Set<Principal> principals = new HashSet<>();
        PrincipalIterator groups = session.getPrincipalManager().getGroupMembership(user.getPrincipal());
        for (Iterator<?> each = groups; each.hasNext(); ) {
            principals.add((Principal) each.next());
        }
        return principals;
    }
}
