package org.openguides.processing.internal.catalog.tables;

/** The tables could not be read or changed; a change that failed has changed nothing. */
public class CatalogTablesException extends Exception {

    private static final long serialVersionUID = 1L;

    private final boolean refusal;

    /**
     * @param message one sentence for people, without anything that only an administrator may know
     * @param refusal see {@link #isRefusal()}
     */
    public CatalogTablesException(String message, boolean refusal, Throwable cause) {
        super(message, cause);
        this.refusal = refusal;
    }

    /**
     * Whether the database refuses what it was given, such as a path that is too long for an index. If not, it cannot be used
     * now, and the same may succeed later.
     */
    public boolean isRefusal() {
        return refusal;
    }
}
