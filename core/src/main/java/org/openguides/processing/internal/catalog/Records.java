package org.openguides.processing.internal.catalog;

import javax.jcr.RepositoryException;

import java.util.List;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.spi.PropertyChange;

/**
 * The records of one batch of assets. Records outside of the assets are only valid once the assets have been saved with
 * the changes that {@link #take} returned, so a crash in between leaves no valid records. For one thread.
 */
public interface Records {

    /**
     * Records the result of processing an asset. It replaces all previous facts.
     *
     * @return the changes to the asset itself
     */
    List<PropertyChange> take(AssetNode asset, List<PropertyChange> changes) throws RepositoryException;

    /** Removes an asset: after the batch, the catalog has no facts about it. */
    void forget(AssetNode asset) throws RepositoryException;

    /**
     * Stores and removes records. Must be called before the assets are saved; repeating the call has no effect.
     *
     * @throws CatalogUnavailableException if the catalog is unavailable
     * @throws javax.jcr.nodetype.ConstraintViolationException if the catalog rejects the facts of an asset
     */
    void store() throws RepositoryException;
}
