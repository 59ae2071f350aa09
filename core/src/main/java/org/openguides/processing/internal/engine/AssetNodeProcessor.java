package org.openguides.processing.internal.engine;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.io.IOException;

import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.spi.AssetProcessor;
import org.openguides.processing.spi.ItemResult;

/** A processor of this bundle, which gets what the engine already knows about an asset. */
public interface AssetNodeProcessor extends AssetProcessor {

    /**
     * Processes an asset like {@link #process(Node)}. The asset must not be kept after the call either.
     *
     * @param mode    which properties of AEM Guides will be written; the result contains all of them in any case
     * @param visible which other assets the result may mention
     */
    ItemResult process(AssetNode asset, GuidesProperties mode, Visibility visible)
            throws RepositoryException, IOException;

    /** The walk does not descend into assets, so it has found this node as an asset. */
    @Override
    default ItemResult process(Node asset) throws RepositoryException, IOException {
        return process(
                AssetNode.ofOutermost(asset).orElseThrow(() -> new RepositoryException("no asset of ours: " + asset)),
                GuidesProperties.WRITE,
                Visibility.ALL);
    }
}
