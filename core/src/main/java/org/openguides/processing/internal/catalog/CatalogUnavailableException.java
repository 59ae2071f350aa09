package org.openguides.processing.internal.catalog;

import javax.jcr.RepositoryException;

/** The catalog is unavailable, and a retry may succeed. */
public class CatalogUnavailableException extends RepositoryException {

    private static final long serialVersionUID = 1L;

    /** @param message one sentence for users, without details that only administrators may know */
    public CatalogUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param message one sentence for users */
    CatalogUnavailableException(String message) {
        super(message);
    }

    /**
     * Returns what is missing and how to resolve it, for users who may see the run; empty if only the server's log
     * contains the cause.
     */
    public String remedy() {
        return "";
    }
}
