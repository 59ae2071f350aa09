package org.apache.jackrabbit.oak.plugins.document;

/**
 * Stand-in for the exception that Oak throws when its database does not respond; these tests have no document store.
 */
public final class DocumentStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DocumentStoreException(String message) {
        super(message);
    }
}
