package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;
import javax.jcr.Session;

import org.openguides.processing.api.Run;

/**
 * Collects messages about runs for other systems. A message is written in the commit that it is about, so it exists
 * exactly if that commit was made. Safe for use by multiple threads.
 */
public interface RunOutbox {

    /** Collects nothing. */
    RunOutbox NONE = new RunOutbox() {

        @Override
        public boolean isOpen() {
            return false;
        }

        @Override
        public void started(Session session, Run run) {
            // is not open
        }

        @Override
        public void ended(Session session, Run run) {
            // is not open
        }
    };

    /** Returns whether there is a recipient; if not, the other methods need not be called. Costs nothing. */
    boolean isOpen();

    /** Adds messages about a run that has been accepted or resumed. Transient until saved. */
    void started(Session session, Run run) throws RepositoryException;

    /** Adds messages about a run that has ended. Transient until saved. */
    void ended(Session session, Run run) throws RepositoryException;
}
