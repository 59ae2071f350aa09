package org.openguides.processing.internal.catalog;

import javax.jcr.RepositoryException;

import java.util.List;

import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.spi.PropertyChange;

/**
 * What the assets of one batch leave in the catalog. Whatever a catalog keeps elsewhere than on the assets counts only once
 * the assets have been saved with the changes that {@link #take} returned: a death in between leaves nothing that anybody
 * would believe. For one thread.
 */
public interface Records {

    /**
     * Takes what processing says of an asset: all of it, for what it does not say is not known any more.
     *
     * @return what there is to change on the asset itself
     */
    List<PropertyChange> take(AssetNode asset, List<PropertyChange> changes) throws RepositoryException;

    /** Forgets an asset: after the batch nothing is known of it. */
    void forget(AssetNode asset) throws RepositoryException;

    /**
     * Keeps what has been taken, and forgets what is to be forgotten. To be called before the assets are saved; a call that is
     * repeated with the same changes nothing.
     *
     * @throws CatalogUnavailableException if the catalog cannot be reached now
     * @throws javax.jcr.nodetype.ConstraintViolationException if it refuses what one of the assets says
     */
    void store() throws RepositoryException;
}
