package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;

import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.asset.ContentUnreachableException;

/** Determines the type of an asset without processing it. Safe for use by multiple threads. */
@FunctionalInterface
public interface TypeDetector {

    /**
     * Returns the type of an asset. Its content is read only if neither name nor media type determine the type. An
     * asset without an original is judged by its name.
     *
     * @throws ContentUnreachableException if the content has to be read and is unavailable at the moment
     */
    FileType typeOf(AssetNode asset) throws RepositoryException;
}
