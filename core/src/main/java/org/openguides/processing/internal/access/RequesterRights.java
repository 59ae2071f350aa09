package org.openguides.processing.internal.access;

import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.security.AccessControlManager;
import javax.jcr.security.Privilege;

import org.apache.jackrabbit.api.security.JackrabbitAccessControlManager;

/**
 * What the user who asked for a run may modify. The work is done by a service user that may modify everything, so the rights
 * of the user are asked for each asset. For one session.
 */
public final class RequesterRights {

    private final Session session;
    private final Requester requester;

    public RequesterRights(Session session, Requester requester) {
        this.session = session;
        this.requester = requester;
    }

    /** Whether they are asked for in this session. */
    public boolean areOf(Session other) {
        return session == other;
    }

    public boolean mayModify(String path) throws RepositoryException {
        if (requester.operator()) {
            return true;
        }
        AccessControlManager manager = session.getAccessControlManager();
        Privilege[] modify = {
            manager.privilegeFromName(Privilege.JCR_MODIFY_PROPERTIES),
            manager.privilegeFromName(Privilege.JCR_ADD_CHILD_NODES)
        };
        return !requester.principals().isEmpty()
                && ((JackrabbitAccessControlManager) manager).hasPrivileges(path, requester.principals(), modify);
    }
}
