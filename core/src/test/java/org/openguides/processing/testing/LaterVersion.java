package org.openguides.processing.testing;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

/** How a record shows that a later version of the bundle has written it. */
public enum LaterVersion {
    /** By its format. */
    FORMAT {
        @Override
        public void write(Node record) throws RepositoryException {
            record.setProperty("formatVersion", 1_000);
            record.getSession().save();
        }
    },
    /** By a state that this version does not know. */
    STATE {
        @Override
        public void write(Node record) throws RepositoryException {
            record.setProperty("state", "PAUSED_BY_A_LATER_VERSION");
            record.getSession().save();
        }
    };

    /** Makes the record one of a later version. */
    public abstract void write(Node record) throws RepositoryException;
}
