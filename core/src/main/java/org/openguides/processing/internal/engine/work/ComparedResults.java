package org.openguides.processing.internal.engine.work;

import javax.jcr.RepositoryException;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

import org.openguides.processing.api.Comparison;
import org.openguides.processing.api.FileType;
import org.openguides.processing.api.GuidesProperties;
import org.openguides.processing.internal.asset.AssetNode;
import org.openguides.processing.internal.catalog.AssetState;
import org.openguides.processing.internal.catalog.Records;
import org.openguides.processing.internal.guides.WrittenProperties;
import org.openguides.processing.internal.store.PartitionNode;
import org.openguides.processing.spi.PropertyChange;

/**
 * Compares results with the stored ones and writes nothing. It always compares what a run in place of AEM Guides would
 * write, since that is what users beside AEM Guides want to know.
 */
final class ComparedResults implements AssetResults {

    private static final String OWN = AssetState.NODE + "/";
    private static final PropertyChange MAP = new PropertyChange(AssetState.TYPE, FileType.DITA_MAP.name());

    private final Records records;
    private final SortedMap<String, Long> properties = new TreeMap<>();
    private final List<Comparison.Difference> examples = new ArrayList<>();
    private long compared;
    private long unknownMaps;

    ComparedResults(Records records) {
        this.records = records;
    }

    @Override
    public GuidesProperties guidesProperties() {
        return GuidesProperties.WRITE;
    }

    @Override
    public boolean processed(AssetNode asset, List<PropertyChange> changes) throws RepositoryException {
        compared++;
        boolean known = !compare(asset, records.take(asset, changes)).contains(AssetState.NODE);
        if (!known && changes.contains(MAP)) {
            unknownMaps++;
        }
        return false;
    }

    @Override
    public void linked(AssetNode asset, List<PropertyChange> changes) throws RepositoryException {
        compare(asset, changes);
    }

    @Override
    public void reset(AssetNode asset) throws RepositoryException {
        compared++;
        compare(asset, WrittenProperties.removals(asset.content()));
        if (asset.content().hasNode(AssetState.NODE)) {
            properties.merge(AssetState.NODE, 1L, Long::sum);
        }
    }

    /** Returns the names of properties that differ; those of this bundle's own node count as one. */
    private Set<String> compare(AssetNode asset, List<PropertyChange> changes) throws RepositoryException {
        Set<String> different = new LinkedHashSet<>();
        for (String path : AssetChanges.differences(asset.content(), changes)) {
            different.add(path.startsWith(OWN) ? AssetState.NODE : path);
        }
        different.forEach(property -> properties.merge(property, 1L, Long::sum));
        boolean onlyOwn = different.stream().allMatch(AssetState.NODE::equals);
        if (!onlyOwn && examples.size() < Comparison.EXAMPLES) {
            examples.add(new Comparison.Difference(asset.path(), List.copyOf(different)));
        }
        return different;
    }

    @Override
    public void complete(PartitionNode partition) throws RepositoryException {
        partition.addComparison(
                new Comparison(compared, properties).withExamples(examples).withUnknownMaps(unknownMaps));
    }
}
