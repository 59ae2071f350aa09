package org.openguides.processing.internal.access;

import javax.jcr.PathNotFoundException;
import javax.jcr.RepositoryException;
import javax.jcr.Session;
import javax.jcr.security.AccessControlManager;
import javax.jcr.security.Privilege;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.apache.jackrabbit.api.security.JackrabbitAccessControlManager;

/**
 * Permissions of the users of a run: the one who requested it and, if different, the one who last resumed it. The run
 * itself works with a service user that may do everything, so the permissions of the users are checked for each asset;
 * all of them need a permission. For one session and its thread.
 */
public final class RequesterRights {

    /** Paths of which is known whether they can be read; of usual lengths they take some 2 MB. */
    static final int REMEMBERED = 10_000;

    private final Session session;
    private final List<Requester> requesters;
    private final Map<String, Boolean> readable = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
            return size() > REMEMBERED;
        }
    };

    public RequesterRights(Session session, List<Requester> requesters) {
        this.session = session;
        this.requesters = List.copyOf(requesters);
    }

    /** Returns whether the permissions are checked in the given session. */
    public boolean areOf(Session other) {
        return session == other;
    }

    /** Returns whether results may be written to an asset. */
    public boolean mayModify(String path) throws RepositoryException {
        return may(path, Privilege.JCR_MODIFY_PROPERTIES, Privilege.JCR_ADD_CHILD_NODES);
    }

    /**
     * Returns whether the node at a path may be mentioned; false if it does not exist. Results are cached, since many
     * assets refer to the same targets.
     */
    public boolean mayRead(String path) throws RepositoryException {
        Boolean known = readable.get(path);
        if (known == null) {
            known = mayReadNow(path);
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
