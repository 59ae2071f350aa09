package org.openguides.processing.testing;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

/** How a record is marked as written by a later version of the bundle. */
public enum LaterVersion {
    /** By its format. */
    FORMAT {
        @Override
        public void write(Node record) throws RepositoryException {
            record.setProperty("formatVersion", 1_000);
            record.getSession().save();
        }
    },
    /** By a state that is unknown to this version. */
    STATE {
        @Override
        public void write(Node record) throws RepositoryException {
            record.setProperty("state", "PAUSED_BY_A_LATER_VERSION");
            record.getSession().save();
        }
    };

    /** Marks the record as one of a later version. */
    public abstract void write(Node record) throws RepositoryException;
}
