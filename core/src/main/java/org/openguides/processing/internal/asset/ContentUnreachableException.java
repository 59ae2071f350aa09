package org.openguides.processing.internal.asset;

import javax.jcr.RepositoryException;

/**
 * The original of an asset, or a list of our own about it, is there and cannot be read now, because its store does not give it.
 * Nothing is known to be wrong with the content: it is worth trying again later.
 */
public class ContentUnreachableException extends RepositoryException {

    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * @param path of the asset, or of the property that has the list
     */
    public ContentUnreachableException(String path, Throwable cause) {
        super("cannot read what the data store has of " + path, cause);
        this.path = path;
    }

    /** Of what cannot be read, which need not be of the asset that is worked on. */
    public String path() {
        return path;
    }
}
