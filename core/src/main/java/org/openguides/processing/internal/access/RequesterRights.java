package org.openguides.processing.internal.access;

import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.security.AccessControlManager;
import javax.jcr.security.Privilege;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.jackrabbit.api.security.JackrabbitAccessControlManager;

/**
 * What the users may do for whom a run works: who asked for it and, after a resume by another user, that user too. The work is
 * done by a service user that may do everything, so their rights are asked for each asset; all of them must have a right. For one
 * session and its thread.
 */
public final class RequesterRights {

    private static final int REMEMBERED = 10_000;

    private final Session session;
    private final List<Requester> requesters;
    private final Map<String, Boolean> readable = new HashMap<>();

    public RequesterRights(Session session, List<Requester> requesters) {
        this.session = session;
        this.requesters = List.copyOf(requesters);
    }

    /** Whether they are asked for in this session. */
    public boolean areOf(Session other) {
        return session == other;
    }

    /** Whether results may be written to an asset. */
    public boolean mayModify(String path) throws RepositoryException {
        return may(path, Privilege.JCR_MODIFY_PROPERTIES, Privilege.JCR_ADD_CHILD_NODES);
    }

    /** Whether what is at a path may be told of; not if nothing is there. Asked time and again for what many assets refer to. */
    public boolean mayRead(String path) throws RepositoryException {
        Boolean known = readable.get(path);
        if (known == null) {
            known = mayReadNow(path);
            if (readable.size() >= REMEMBERED) {
                readable.clear();
            }
            readable.put(path, known);
        }
        return known;
    }

    private boolean mayReadNow(String path) throws RepositoryException {
        try {
            return may(path, Privilege.JCR_READ);
        } catch (PathNotFoundException e) {
            return false;
        }
    }

    private boolean may(String path, String... names) throws RepositoryException {
        for (Requester requester : requesters) {
            if (!requester.operator() && !has(requester, path, names)) {
                return false;
            }
        }
        return true;
    }

    private boolean has(Requester requester, String path, String... names) throws RepositoryException {
        AccessControlManager manager = session.getAccessControlManager();
        Privilege[] privileges = new Privilege[names.length];
        for (int i = 0; i < names.length; i++) {
            privileges[i] = manager.privilegeFromName(names[i]);
        }
        return requester.isPresent()
                && ((JackrabbitAccessControlManager) manager).hasPrivileges(path, requester.principals(), privileges);
    }
}
