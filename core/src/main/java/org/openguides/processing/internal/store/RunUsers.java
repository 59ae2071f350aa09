package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.List;

/** The users with whose permissions a run works. Transient until saved. */
public final class RunUsers {

    private static final String RESUMED_BY = "resumedBy";

    private final Node run;

    RunUsers(Node run) {
        this.run = run;
    }

    /**
     * Returns the user who requested the run and, if different, the one who last resumed it. A run of the system has no
     * requester, so that its list is empty until a user resumes it.
     */
    public List<String> all() throws RepositoryException {
        if (isSystem()) {
            String user = Nodes.text(run, RESUMED_BY);
            return user == null ? List.of() : List.of(user);
        }
        String requester = RequestProperties.requestedBy(run);
        String resumer = Nodes.text(run, RESUMED_BY, requester);
        return resumer.equals(requester) ? List.of(requester) : List.of(requester, resumer);
    }

    /** Returns whether no user has requested the run. */
    public boolean isSystem() throws RepositoryException {
        return Nodes.flag(run, RequestProperties.SYSTEM);
    }

    /** Sets the user who resumes the run. */
    public void resumedBy(String user) throws RepositoryException {
        run.setProperty(RESUMED_BY, user);
    }
}
