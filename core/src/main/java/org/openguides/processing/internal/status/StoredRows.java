package org.openguides.processing.internal.status;

import javax.jcr.RepositoryException;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;

import org.openguides.processing.api.ProcessingException;
import org.openguides.processing.internal.session.ServiceSession;
import org.openguides.processing.internal.session.ServiceSessions;
import org.openguides.processing.internal.session.ServiceUser;

/** The stored rows of a job. Holds the rows of one segment; each segment is read in its own session. */
final class StoredRows implements Iterator<StatusRow> {

    private final ServiceSessions sessions;
    private final String path;
    private final int segments;
    private int next;
    private Iterator<StatusRow> rows = Collections.emptyIterator();

    /**
     * Iterates over all rows of a job.
     *
     * @param path     path of the job's node
     * @param segments number of segments
     */
    StoredRows(ServiceSessions sessions, String path, int segments) {
        this.sessions = sessions;
        this.path = path;
        this.segments = segments;
    }

    @Override
    public boolean hasNext() {
        while (!rows.hasNext() && next < segments) {
            try (ServiceSession session = sessions.open(ServiceUser.READER)) {
                rows = StatusNode.at(session.jcr(), path).rows(next++).iterator();
            } catch (RepositoryException e) {
                throw new ProcessingException("cannot read the rows of " + path, e);
            }
        }
        return rows.hasNext();
    }

    @Override
    public StatusRow next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        return rows.next();
    }
}
