package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;

import java.util.List;

import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.spi.PropertyChange;

/** Handles the results for the assets of one batch: writes them or compares them. For one thread. */
interface AssetResults {

    /** Returns which properties of AEM Guides the results may include. */
    GuidesProperties guidesProperties();

    /** Handles the results of processing an asset, including its state; returns whether that changes the asset. */
    boolean processed(AssetNode asset, List<PropertyChange> changes) throws RepositoryException;

    /** Handles the results of linking an asset. */
    void linked(AssetNode asset, List<PropertyChange> changes) throws RepositoryException;

    /** Removes the results of earlier processing. */
    void reset(AssetNode asset) throws RepositoryException;

    /**
     * Completes the batch; must be called after its last asset and before the session is saved.
     *
     * @param partition partition of the assets
     */
    void complete(PartitionNode partition) throws RepositoryException;
}
