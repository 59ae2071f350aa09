package org.openguides.processing.internal.asset;

import javax.jcr.RepositoryException;

/**
 * The original of an asset is there and cannot be read now, because its store does not give it. Nothing is known to be wrong with
 * the content: it is worth trying again later.
 */
public class ContentUnreachableException extends RepositoryException {

    private static final long serialVersionUID = 1L;

    private final String path;

    /**
     * @param path of the asset
     */
    public ContentUnreachableException(String path, Throwable cause) {
        super("cannot read the original of " + path, cause);
        this.path = path;
    }

    /** Of the asset whose original cannot be read, which need not be the asset that is worked on. */
    public String path() {
        return path;
    }
}
