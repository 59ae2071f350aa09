package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.util.List;

/** The users for whom a run works: their rights count. Transient until saved. */
public final class RunUsers {

    private static final String RESUMED_BY = "resumedBy";

    private final Node run;

    RunUsers(Node run) {
        this.run = run;
    }

    /** Who asked for the run and, if another one has resumed it last, that one too. */
    public List<String> all() throws RepositoryException {
        String requester = RequestProperties.requestedBy(run);
        String resumer = Nodes.text(run, RESUMED_BY, requester);
        return resumer.equals(requester) ? List.of(requester) : List.of(requester, resumer);
    }

    /** Notes who resumes the run. */
    public void resumedBy(String user) throws RepositoryException {
        run.setProperty(RESUMED_BY, user);
    }
}
