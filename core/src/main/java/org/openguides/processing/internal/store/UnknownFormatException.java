package org.openguides.processing.internal.store;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

/** A record is there that only a later version of this bundle understands: it must be left as it is. */
public final class UnknownFormatException extends RepositoryException {

    private static final long serialVersionUID = 1;

    /** @param reason what is not known, as the end of a sentence about the record */
    UnknownFormatException(Node record, String reason) throws RepositoryException {
        super(record.getPath() + " is of a later version: " + reason);
    }
}
