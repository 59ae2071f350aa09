package org.openguides.processing.internal.asset;

import javax.jcr.RepositoryException;

/**
 * Thrown if the original of an asset, or a list stored with it, exists but its store is unavailable. The content may be
 * valid, so it is worth retrying later.
 */
public class ContentUnreachableException extends RepositoryException {

    private static final long serialVersionUID = 1L;

    private final String path;

    /** @param path path of the asset, or of the property with the list */
    public ContentUnreachableException(String path, Throwable cause) {
        super("cannot read what the data store has of " + path, cause);
        this.path = path;
    }

    /** Returns the path of what cannot be read, which may belong to another asset than the one in work. */
    public String path() {
        return path;
    }
}
