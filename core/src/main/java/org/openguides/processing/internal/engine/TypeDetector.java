package org.openguides.processing.internal.engine;

import javax.jcr.RepositoryException;

import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.asset.ContentUnreachableException;

/** Tells what an asset is, without processing it. Safe for use by many threads. */
@FunctionalInterface
public interface TypeDetector {

    /**
     * What the asset is; its content is read only where its name and its media type do not tell. Of an asset without original
     * its name tells.
     *
     * @throws ContentUnreachableException if its content has to be read and cannot be now
     */
    FileType typeOf(AssetNode asset) throws RepositoryException;
}
