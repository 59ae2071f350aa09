package org.openguides.processing.internal.catalog.tables;

/** The tables could not be read or changed; a failed change has no effect. */
public class CatalogTablesException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean refusal;

    /**
     * @param message one sentence for users, without details that only administrators may know
     * @param refusal see {@link #isRefusal()}
     */
    public CatalogTablesException(String message, boolean refusal, Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    /**
     * Returns whether the database rejects the data, such as a path that is too long for an index. If not, the database
     * is unavailable, and a retry may succeed.
     */
    public boolean isRefusal() {
        return refusal;
    }
}
