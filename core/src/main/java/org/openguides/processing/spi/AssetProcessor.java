package org.openguides.processing.spi;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.io.IOException;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Works on one asset at a time: reads it and describes what should change on it. The engine applies the changes,
 * together with those of other processors and other assets, in one commit with its checkpoint. Register it as an OSGi
 * service; it is called by many threads.
 */
@ConsumerType
public interface AssetProcessor {

    /**
     * Looks at one asset.
     *
     * @param asset the node of the asset ({@code dam:Asset} or {@code nt:file}); must be neither changed nor saved, and
     *     not be kept after the call
     * @return what should change, and how the asset came off
     * @throws IOException if its binary cannot be read: the asset fails, the run goes on
     * @throws RepositoryException if the repository refuses: the asset fails, and the run goes on as long as the repository
     *     takes commits
     */
    ItemResult process(Node asset) throws RepositoryException, IOException;
}
