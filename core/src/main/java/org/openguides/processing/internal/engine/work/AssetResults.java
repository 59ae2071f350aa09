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

/** What becomes of what is found out about the assets of one batch: it is written, or compared. For one thread. */
interface AssetResults {

    /** For each batch of a run, what it may do. */
    static Supplier<AssetResults> of(RunNode run, Catalogs catalogs, Clock clock) throws RepositoryException {
        GuidesProperties guidesProperties = run.guidesProperties();
        return run.isComparing()
                ? () -> new ComparedResults(catalogs.records())
                : () -> new WrittenResults(guidesProperties, catalogs.records(), clock);
    }

    /** What of AEM Guides the results may concern. */
    GuidesProperties guidesProperties();

    /** Takes all that processing says of an asset, its state included. */
    void processed(AssetNode asset, List<PropertyChange> changes) throws RepositoryException;

    /** Takes what depends on other assets. */
    void linked(AssetNode asset, List<PropertyChange> changes) throws RepositoryException;

    /** Removes what processing has left of itself. */
    void reset(AssetNode asset) throws RepositoryException;

    /**
     * Does what is done for all assets at once; to be called before they are saved, after the last of them.
     *
     * @param partition theirs
     */
    void complete(PartitionNode partition) throws RepositoryException;
}
