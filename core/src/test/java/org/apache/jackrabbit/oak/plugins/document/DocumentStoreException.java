package org.apache.jackrabbit.oak.plugins.document;

/** Stands for what Oak throws when its database does not answer; the repository of these tests has none. */
public final class DocumentStoreException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public DocumentStoreException(String message) {
        super(message);
    }
}
