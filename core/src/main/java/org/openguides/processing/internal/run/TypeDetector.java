package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;

import java.io.IOException;

import org.openguides.processing.api.FileType;
import org.openguides.processing.internal.asset.AssetNode;

/** Tells what an asset is, without processing it. Safe for use by many threads. */
@FunctionalInterface
public interface TypeDetector {

    /**
     * What the asset is; its content is read only where its name does not tell.
     *
     * @throws IOException if its binary cannot be read
     */
    FileType typeOf(AssetNode asset) throws RepositoryException, IOException;
}
