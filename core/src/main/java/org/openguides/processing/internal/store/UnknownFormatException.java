package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

/** Thrown for a record that only a later version of this bundle understands; it must not be changed. */
public final class UnknownFormatException extends RepositoryException {

    private static final long serialVersionUID = 1;

    /** @param reason what is unknown, as the end of a sentence about the record */
    UnknownFormatException(Node record, String reason) throws RepositoryException {
        super(record.getPath() + " is of a later version: " + reason);
    }
}
