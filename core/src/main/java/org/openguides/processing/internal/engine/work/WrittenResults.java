package org.openguides.processing.internal.engine.work;

import javax.jcr.Node;
import javax.jcr.RepositoryException;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.internal.guides.GuidesOwned;
import org.openguides.processing.internal.guides.WrittenProperties;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.spi.PropertyChange;

/** Writes results, as far as the run may write. */
public record WrittenResults(GuidesProperties guidesProperties, Records records, Clock clock) implements AssetResults {

    @Override
    public boolean processed(AssetNode asset, List<PropertyChange> changes) throws RepositoryException {
        Node content = asset.content();
        return !AssetChanges.apply(
                        content,
                        permitted(asset, records.take(asset, changes)),
                        written -> guidesProperties == GuidesProperties.WRITE ? behind(content, written) : List.of(),
                        clock.instant())
                .isEmpty();
    }

    private static List<PropertyChange> behind(Node content, List<PropertyChange> written) throws RepositoryException {
        List<PropertyChange> more = new ArrayList<>(GuidesOwned.withoutStandIns(written));
        more.addAll(WrittenProperties.note(content, written));
        return more;
    }

    @Override
    public void linked(AssetNode asset, List<PropertyChange> changes) throws RepositoryException {
        AssetChanges.apply(asset.content(), permitted(asset, changes));
    }

    /** Beside AEM Guides its properties are left alone, even if this bundle wrote them earlier. */
    @Override
    public void reset(AssetNode asset) throws RepositoryException {
        Node content = asset.content();
        if (guidesProperties == GuidesProperties.WRITE) {
            AssetChanges.apply(content, WrittenProperties.removals(content));
        }
        if (content.hasNode(AssetState.NODE)) {
            content.getNode(AssetState.NODE).remove();
        }
        records.forget(asset);
    }

    private List<PropertyChange> permitted(AssetNode asset, List<PropertyChange> changes) throws RepositoryException {
        return guidesProperties == GuidesProperties.WRITE ? changes : GuidesOwned.beside(asset.content(), changes);
    }

    /** The catalog is written first: without the commit its entries do not count. */
    @Override
    public void complete(PartitionNode partition) throws RepositoryException {
        records.store();
    }
}
