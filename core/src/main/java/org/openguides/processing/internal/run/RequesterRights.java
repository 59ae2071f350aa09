package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.security.AccessControlManager;
import javax.jcr.security.Privilege;

import java.security.Principal;
import java.util.Collections;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;

import org.apache.jackrabbit.api.JackrabbitSession;
import org.apache.jackrabbit.api.security.JackrabbitAccessControlManager;
import org.apache.jackrabbit.api.security.user.Authorizable;
import org.apache.jackrabbit.api.security.user.Group;
import org.openguides.processing.internal.access.Operators;

/**
 * What the user who asked for a run may modify. The work is done by a service user that may modify everything, so his
 * rights are asked for each asset. For one session.
 */
final class RequesterRights {

    private final Session session;
    private final boolean unlimited;
    private final Set<Principal> principals;

    private RequesterRights(Session session, boolean unlimited, Set<Principal> principals) {
        this.session = session;
        this.unlimited = unlimited;
        this.principals = principals;
    }

    /** The rights of a user as they are now; a user who is gone has none. */
    static RequesterRights of(Session session, String userId, Operators operators) throws RepositoryException {
        Authorizable user = ((JackrabbitSession) session).getUserManager().getAuthorizable(userId);
        if (user == null) {
            return new RequesterRights(session, false, Collections.emptySet());
        }
        Set<Principal> principals = new HashSet<>();
        principals.add(user.getPrincipal());
        for (Iterator<Group> groups = user.memberOf(); groups.hasNext(); ) {
            principals.add(groups.next().getPrincipal());
        }
        return new RequesterRights(session, operators.include(user), principals);
    }

    /** Whether they are asked for in this session. */
    boolean areOf(Session other) {
        return session == other;
    }

    boolean mayModify(String path) throws RepositoryException {
        if (unlimited) {
            return true;
        }
        AccessControlManager manager = session.getAccessControlManager();
        Privilege[] modify = {
            manager.privilegeFromName(Privilege.JCR_MODIFY_PROPERTIES),
            manager.privilegeFromName(Privilege.JCR_ADD_CHILD_NODES)
        };
        return !principals.isEmpty()
                && ((JackrabbitAccessControlManager) manager).hasPrivileges(path, principals, modify);
    }
}
