package org.openguides.processing.internal.run;

import javax.jcr.RepositoryException;

import java.util.List;

import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.spi.PropertyChange;

/** What becomes of what is found out about the assets of one batch. For one thread. */
interface AssetResults {

    /** What of AEM Guides the results may concern. */
    GuidesProperties guidesProperties();

    /** Takes all that processing says of an asset, its state included. */
    void processed(AssetNode asset, List<PropertyChange> changes) throws RepositoryException;

    /** Takes what depends on other assets. */
    void linked(AssetNode asset, List<PropertyChange> changes) throws RepositoryException;

    /**
     * Does what is done for all assets at once; to be called before they are saved, after the last of them.
     *
     * @param partition theirs
     */
    void complete(PartitionNode partition) throws RepositoryException;
}
