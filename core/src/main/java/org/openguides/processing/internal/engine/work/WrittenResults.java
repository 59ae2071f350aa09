package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;

import java.time.Clock;
import java.util.List;

import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.internal.guides.GuidesOwned;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.spi.PropertyChange;

/** Results that are written, as far as the run may write. */
public record WrittenResults(GuidesProperties guidesProperties, Records records, Clock clock) implements AssetResults {

    @Override
    public void processed(AssetNode asset, List<PropertyChange> changes) throws RepositoryException {
        List<PropertyChange> obsolete =
                guidesProperties == GuidesProperties.WRITE ? GuidesOwned.WITHOUT_STAND_INS : List.of();
        AssetChanges.apply(asset.content(), permitted(asset, records.take(asset, changes)), obsolete, clock.instant());
    }

    @Override
    public void linked(AssetNode asset, List<PropertyChange> changes) throws RepositoryException {
        AssetChanges.apply(asset.content(), permitted(asset, changes));
    }

    private List<PropertyChange> permitted(AssetNode asset, List<PropertyChange> changes) throws RepositoryException {
        return guidesProperties == GuidesProperties.WRITE ? changes : GuidesOwned.beside(asset.content(), changes);
    }

    /** What is kept elsewhere comes first: without the commit it counts for nothing. */
    @Override
    public void complete(PartitionNode partition) throws RepositoryException {
        records.store();
    }
}
