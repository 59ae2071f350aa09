package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;

import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;

import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Catalogs;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.internal.store.RunNode;
import org.openguides.processing.spi.PropertyChange;

/** Handles the results for the assets of one batch: writes them or compares them. For one thread. */
interface AssetResults {

    /** Returns a factory of handlers for the batches of a run. */
    static Supplier<AssetResults> of(RunNode run, Catalogs catalogs, Clock clock) throws RepositoryException {
        GuidesProperties guidesProperties = run.guidesProperties();
        return run.isComparing()
                ? () -> new ComparedResults(catalogs.records())
                : () -> new WrittenResults(guidesProperties, catalogs.records(), clock);
    }

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
