package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.io.IOException;

import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.ItemResult;

/** A processor of this bundle, which need not find out again what the engine knows of an asset. */
public interface AssetNodeProcessor extends AssetProcessor {

    /**
     * As {@link #process(Node)}; the asset must not be kept after the call either.
     *
     * @param mode    what of AEM Guides is going to be written; the result names all properties in any case
     * @param visible what the result may tell of other assets
     */
    ItemResult process(AssetNode asset, GuidesProperties mode, Visibility visible)
            throws RepositoryException, IOException;

    /** The walk has found the node, which never looks inside of assets. */
    @Override
    default ItemResult process(Node asset) throws RepositoryException, IOException {
        return process(
                AssetNode.ofOutermost(asset).orElseThrow(() -> new RepositoryException("no asset of ours: " + asset)),
                GuidesProperties.WRITE,
                Visibility.ALL);
    }
}
