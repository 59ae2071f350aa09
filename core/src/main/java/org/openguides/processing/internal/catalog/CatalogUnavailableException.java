package org.openguides.processing.internal.catalog;

import javax.jcr.RepositoryException;

/** The catalog cannot be reached now, and nothing is wrong with what was asked of it: it is worth trying again later. */
public class CatalogUnavailableException extends RepositoryException {

    private static final long serialVersionUID = 1L;

    /**
     * @param message one sentence for people, without anything that only an administrator may know
     */
    public CatalogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param message the same */
    CatalogUnavailableException(String message) {
        super(message);
    }

    /** What is missing and what mends it, for those who may see the run; empty if only the server's log has the cause. */
    public String mend() {
        return "";
    }
}
